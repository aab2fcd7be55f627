import type { Rule } from "../../rule";
import { agentsUpdated } from "./agents-updated";
import { noPrivateEndpoint } from "./no-private-endpoint";
import { oneOwnerOfMapping } from "./one-owner-of-mapping";
import { oneUpdaterAccount } from "./one-updater-account";
import { oneVaultWideSetting } from "./one-vault-wide-setting";
import { signInWord } from "./sign-in-word";
import { signsInByIdentity } from "./signs-in-by-identity";
import { updaterAccountGiven } from "./updater-account-given";
import { updaterAccountId } from "./updater-account-id";
import { updaterHasRole } from "./updater-has-role";
import { updaterSignsInByIdentity } from "./updater-signs-in-by-identity";
import { updaterSubscription } from "./updater-subscription";

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
];
