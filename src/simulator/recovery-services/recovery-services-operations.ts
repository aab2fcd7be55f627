import { backupOperations } from "../backup/backup-operations";
import type { Operation } from "../operation";
import { siteRecoveryOperations } from "../site-recovery/site-recovery-operations";
import { privateEndpointConnectionOperations } from "./private-endpoint-connections";
import { vaultOperations } from "./vaults";

/** Everything of Microsoft.RecoveryServices: the vaults, and what stands in them. */
export const recoveryServicesOperations: Operation[] = [
  ...vaultOperations,
  ...privateEndpointConnectionOperations,
  ...siteRecoveryOperations,
  ...backupOperations,
];
