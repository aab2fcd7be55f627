import type { Operation } from "../operation";
import { backupStatusOperations } from "./backup-status";
import { backupWorkOperations } from "./backup-work";
import { backupJobOperations } from "./jobs";
import { backupPolicyOperations } from "./policies";
import { protectableItemOperations } from "./protectable-items";
import { protectedItemOperations } from "./protected-items";
import { recoveryPointOperations } from "./recovery-points";
import { resourceGuardOperations } from "./resource-guard";
import { restoreOperations } from "./restores";
import { vaultConfigurationOperations } from "./vault-configuration";

/** Everything of Azure Backup for virtual machines. */
export const backupOperations: Operation[] = [
  ...backupPolicyOperations,
  ...protectableItemOperations,
  ...protectedItemOperations,
  ...recoveryPointOperations,
  ...restoreOperations,
  ...backupJobOperations,
  ...backupStatusOperations,
  ...vaultConfigurationOperations,
  ...resourceGuardOperations,
  ...backupWorkOperations,
];
