import type { Rule } from "../../rule";
import { backupAlerts } from "./backup-alerts";
import { guarded } from "./guarded";
import { hasIdentity } from "./has-identity";
import { immutable } from "./immutable";
import { keyBesideEndpoints } from "./key-beside-endpoints";
import { keyBesideRestores } from "./key-beside-restores";
import { logsKept } from "./logs-kept";
import { ownKey } from "./own-key";
import { reachable } from "./reachable";
import { redundant } from "./redundant";
import { restoresWhereKept } from "./restores-where-kept";
import { secondEncryption } from "./second-encryption";
import { softDeleteDays } from "./soft-delete-days";
import { softDeleteOn } from "./soft-delete-on";

/** Where backups are kept, who can take them away, and who can read them. */
export const vaultsRules: readonly Rule[] = [
  redundant,
  restoresWhereKept,
  softDeleteOn,
  softDeleteDays,
  immutable,
  guarded,
  ownKey,
  secondEncryption,
  keyBesideEndpoints,
  keyBesideRestores,
  reachable,
  logsKept,
  backupAlerts,
  hasIdentity,
];
