import { operationResult, operationStatus } from "../resource-manager/long-running";
import type { Operation } from "../operation";
import { examples } from "./entity-operations";
import {
  containerType,
  fabricType,
  jobType,
  mappingType,
  networkMappingType,
  paths,
  policyType,
  protectedItemType,
  recoveryPlanType,
  vaultType,
} from "./vault-entities";

const results: readonly (readonly [string, string, string])[] = [
  ["ReplicationFabrics", fabricType, paths.fabric],
  ["ReplicationProtectionContainers", containerType, paths.container],
  ["ReplicationProtectionContainerMappings", mappingType, paths.mapping],
  ["ReplicationProtectedItems", protectedItemType, paths.protectedItem],
  ["ReplicationNetworkMappings", networkMappingType, paths.networkMapping],
  ["ReplicationPolicies", policyType, paths.policy],
  ["ReplicationRecoveryPlans", recoveryPlanType, paths.recoveryPlan],
  ["ReplicationJobs", jobType, paths.job],
  ["ReplicationVaultSetting", `${vaultType}/replicationVaultSettings`, paths.vaultSetting],
];

/**
 * Where Site Recovery tells how its work goes: one address for the whole vault, whose `status` is a
 * word of a job, and a `Location` below each entity.
 */
export const operationStatusOperations: Operation[] = [
  operationStatus({
    id: "ReplicationOperationStatus_Get",
    path: `${paths.vault}/replicationOperationStatus/{id}`,
    action: `${vaultType}/replicationOperationStatus/read`,
    witness: `${examples}/ReplicationFabrics_Create.json (Azure-AsyncOperation); words: learn.microsoft.com site-recovery/azure-to-azure-autoupdate`,
  }),
  operationResult({
    id: "ReplicationVaultHealth_OperationResult",
    path: `${paths.vault}/replicationVaultHealth/{healthName}/operationresults/{id}`,
    action: `${vaultType}/replicationVaultHealth/operationresults/read`,
    witness: "learn.microsoft.com role-based-access-control/resource-provider-operations",
  }),
  ...results.map(([prefix, type, path]) =>
    operationResult({
      id: `${prefix}_OperationResult`,
      path: `${path}/operationresults/{id}`,
      action: `${type}/operationresults/read`,
      witness: "learn.microsoft.com role-based-access-control/resource-provider-operations",
    }),
  ),
];
