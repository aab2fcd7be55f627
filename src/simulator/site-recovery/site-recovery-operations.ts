import type { Operation } from "../operation";
import { containerMappingOperations } from "./container-mappings";
import { recoveryPointOperations } from "./failover/recovery-point-operations";
import { refusedItemOperations } from "./failover/refused-operations";
import { switchProtectionOperations } from "./failover/switch-protection";
import { targetComputeSizeOperations } from "./failover/target-compute-sizes";
import { fabricOperations } from "./fabrics";
import { networkOperations } from "./networks";
import { operationStatusOperations } from "./operation-status";
import { replicationPolicyOperations } from "./policies";
import { protectedItemActionOperations } from "./protected-item-actions";
import { protectedItemOperations } from "./protected-items";
import { protectionContainerOperations } from "./protection-containers";
import { replicationJobOperations } from "./replication-jobs";
import { vaultHealthOperations } from "./vault-health";

/** Everything of Site Recovery. */
export const siteRecoveryOperations: Operation[] = [
  ...fabricOperations,
  ...protectionContainerOperations,
  ...containerMappingOperations,
  ...protectedItemOperations,
  ...protectedItemActionOperations,
  ...refusedItemOperations,
  ...recoveryPointOperations,
  ...switchProtectionOperations,
  ...targetComputeSizeOperations,
  ...replicationPolicyOperations,
  ...networkOperations,
  ...replicationJobOperations,
  ...operationStatusOperations,
  ...vaultHealthOperations,
];
