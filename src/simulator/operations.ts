import { denyAssignmentOperations } from "./authorization/deny-assignments";
import { lockOperations } from "./authorization/locks";
import { roleAssignmentOperations } from "./authorization/role-assignments";
import { ownPermissionOperations } from "./authorization/own-permissions";
import { roleDefinitionOperations } from "./authorization/role-definitions";
import { automationOperations } from "./automation/automation-operations";
import { computeOperations } from "./compute/compute-operations";
import { featureOperations } from "./features/features";
import { featureRegistrationOperations } from "./features/subscription-feature-registrations";
import { federatedCredentialOperations } from "./managed-identity/federated-credentials";
import { accessPolicyOperations } from "./key-vault/access-policies";
import { keyVaultOperations } from "./key-vault/vaults";
import { maintenanceOperations } from "./maintenance/maintenance-operations";
import { userAssignedIdentityOperations } from "./managed-identity/user-assigned-identities";
import { eventSubscriptionOperations } from "./event-grid/event-subscriptions";
import { systemTopicOperations } from "./event-grid/system-topics";
import { diagnosticSettingOperations } from "./monitor/diagnostic-settings";
import { networkOperations } from "./network/network-operations";
import type { Operation } from "./operation";
import { policyOperations } from "./policy/policy-operations";
import { recoveryServicesOperations } from "./recovery-services/recovery-services-operations";
import { providerOperations, typesOf, type ProviderTypes } from "./resources/providers";
import { resourceGroupOperations } from "./resources/resource-groups";
import { resourceListOperations } from "./resources/resource-list";
import { resourceGraphOperations } from "./resource-graph/resource-graph";
import { subscriptionOperations } from "./resources/subscriptions";
import { tagOperations } from "./resources/tags";
import { storageOperations } from "./storage/storage-accounts";
import type { World } from "./world";

/** Every operation that a simulated Azure answers; each names its witness. */
export function operationsOf(world: World): readonly Operation[] {
  let types: ProviderTypes | undefined;
  const operations: readonly Operation[] = [
    ...subscriptionOperations(world),
    ...resourceGroupOperations,
    ...resourceListOperations,
    ...tagOperations,
    ...providerOperations(world, () => (types ??= typesOf(operations))),
    ...featureOperations(world),
    ...featureRegistrationOperations(world),
    ...roleDefinitionOperations(world),
    ...ownPermissionOperations(world),
    ...roleAssignmentOperations(world),
    ...denyAssignmentOperations,
    ...lockOperations,
    ...policyOperations,
    ...userAssignedIdentityOperations,
    ...federatedCredentialOperations,
    ...automationOperations,
    ...recoveryServicesOperations,
    ...computeOperations,
    ...networkOperations,
    ...storageOperations,
    ...keyVaultOperations,
    ...accessPolicyOperations,
    ...maintenanceOperations,
    ...systemTopicOperations,
    ...eventSubscriptionOperations,
    ...diagnosticSettingOperations,
    ...resourceGraphOperations(world),
  ];
  return operations;
}
