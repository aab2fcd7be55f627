import { automationAccount, group, mapping, vault } from "./fixtures";
import { type Program, ref, resource, subscriptionId, withProperty } from "./program";

/** Where agent auto-update stands in azure-native's mapping. */
export const updateInput = "properties.providerSpecificInput";

/** The right to update agents, for the account's identity. */
export const updaterRole = resource("authorization:RoleAssignment", "updater-role", {
  roleAssignmentName: "33333333-3333-3333-3333-333333333333",
  scope: ref("vault"),
  principalId: ref("account", "identity.principalId"),
  principalType: "ServicePrincipal",
  roleDefinitionId:
    "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
});

/** A vault whose agents an account updates: breaks no rule. */
export const updated: Program = [group, automationAccount, vault, updaterRole, mapping];

/** A fabric of our provider, in a region. */
export function fabric(name: string, location: string) {
  return resource("azure-evergreen:index:ReplicationFabric", name, {
    vaultId: ref("vault"),
    fabricName: name,
    location,
  });
}

/** A container in a fabric. */
export function container(name: string, fabricName: string) {
  return resource("azure-evergreen:index:ReplicationProtectionContainer", name, {
    fabricId: ref(fabricName),
    containerName: name,
  });
}

/** Two regions, each with its container. */
export const sides: Program = [
  fabric("here", "westeurope"),
  fabric("there", "northeurope"),
  container("from", "here"),
  container("to", "there"),
];

/** Our provider's mapping between them. */
export const ownMapping = resource(
  "azure-evergreen:index:ReplicationProtectionContainerMapping",
  "own",
  {
    protectionContainerId: ref("from"),
    targetProtectionContainerId: ref("to"),
    policyId: "/subscriptions/s/policy",
    mappingName: "own",
    agentAutoUpdate: { status: "Enabled", automationAccountId: ref("account") },
  },
);

/** The same vault with our provider's resources. */
export const ownUpdated: Program = [
  group,
  automationAccount,
  vault,
  updaterRole,
  ...sides,
  ownMapping,
];

/** Our provider's setting of all mappings of the vault. */
export function vaultWide(name: string, rest: Record<string, unknown> = {}) {
  return resource("azure-evergreen:index:VaultAgentAutoUpdate", name, {
    vaultId: ref("vault"),
    agentAutoUpdate: { status: "Enabled", automationAccountId: ref("account") },
    ...rest,
  });
}

/** A private endpoint of the vault. */
export const privateEndpoint = resource("network:PrivateEndpoint", "endpoint", {
  resourceGroupName: ref("group", "name"),
  privateEndpointName: "endpoint",
  location: "northeurope",
  subnet: { id: "/subscriptions/s/subnets/endpoints" },
  privateLinkServiceConnections: [
    {
      name: "connection",
      privateLinkServiceId: ref("vault"),
      groupIds: ["AzureSiteRecovery"],
    },
  ],
});

/** Mappings that are updated by hand. */
export const updatedByHand: Program = withProperty(
  updated,
  "mapping",
  `${updateInput}.agentAutoUpdateStatus`,
  "Disabled",
);

/** Id of an automation account that no program here makes. */
export const otherAccountId = `/subscriptions/${subscriptionId}/resourceGroups/other/providers/Microsoft.Automation/automationAccounts/other`;
