import type { Rule } from "../../rule";
import { agentsUpdated } from "./agents-updated";
import { appConsistentFrequency } from "./app-consistent-frequency";
import { appConsistentKept } from "./app-consistent-kept";
import { bothZonesSaid } from "./both-zones-said";
import { cacheInSourceRegion } from "./cache-in-source-region";
import { crashConsistentFrequency } from "./crash-consistent-frequency";
import { failoverTested } from "./failover-tested";
import { machineReplicated } from "./machine-replicated";
import { noPrivateEndpoint } from "./no-private-endpoint";
import { oneOwnerOfMapping } from "./one-owner-of-mapping";
import { oneUpdaterAccount } from "./one-updater-account";
import { oneVaultWideSetting } from "./one-vault-wide-setting";
import { pointsKept } from "./points-kept";
import { replicatedElsewhere } from "./replicated-elsewhere";
import { replicationAlerts } from "./replication-alerts";
import { signInWord } from "./sign-in-word";
import { signsInByIdentity } from "./signs-in-by-identity";
import { updaterAccountGiven } from "./updater-account-given";
import { updaterAccountId } from "./updater-account-id";
import { updaterHasRole } from "./updater-has-role";
import { updaterSignsInByIdentity } from "./updater-signs-in-by-identity";
import { updaterSubscription } from "./updater-subscription";
import { vaultOutlivesSource } from "./vault-outlives-source";
import { wholeMinutes } from "./whole-minutes";
import { zonesDiffer } from "./zones-differ";

/** Replication, and how its agent is kept up to date. */
export const siteRecoveryRules: readonly Rule[] = [
  agentsUpdated,
  signsInByIdentity,
  updaterAccountGiven,
  signInWord,
  updaterAccountId,
  updaterSubscription,
  updaterSignsInByIdentity,
  updaterHasRole,
  oneUpdaterAccount,
  noPrivateEndpoint,
  oneOwnerOfMapping,
  oneVaultWideSetting,
  vaultOutlivesSource,
  replicatedElsewhere,
  bothZonesSaid,
  zonesDiffer,
  cacheInSourceRegion,
  wholeMinutes,
  pointsKept,
  appConsistentKept,
  appConsistentFrequency,
  crashConsistentFrequency,
  machineReplicated,
  failoverTested,
  replicationAlerts,
];
