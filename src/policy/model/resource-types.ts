const group = "/resourceGroups/{resourceGroupName}";
const compute = `${group}/providers/Microsoft.Compute`;
const vaults = `${group}/providers/Microsoft.RecoveryServices/vaults`;
const siteRecovery = `${vaults}/{resourceName}`;
const fabric = `${siteRecovery}/replicationFabrics/{fabricName}`;
const container = `${fabric}/replicationProtectionContainers/{protectionContainerName}`;
const account = `${group}/providers/Microsoft.Automation/automationAccounts/{automationAccountName}`;
const authorization = "{scope}/providers/Microsoft.Authorization";
const maintenance =
  "/providers/Microsoft.Maintenance/configurationAssignments/{configurationAssignmentName}";
const lock = "/providers/Microsoft.Authorization/locks/{lockName}";

/**
 * Where what a token makes stands in Azure, with the names of the inputs in braces, subscription
 * left out. azure-native's versions of a token (`compute/v20240701:…`) are the same. A braced name
 * that ends in `Id`, and `scope`, hold an ARM id.
 */
const pathOfToken: Readonly<Record<string, string>> = {
  "azure-native:resources:ResourceGroup": group,
  "azure-native:compute:VirtualMachine": `${compute}/virtualMachines/{vmName}`,
  "azure-native:compute:VirtualMachineExtension": `${compute}/virtualMachines/{vmName}/extensions/{vmExtensionName}`,
  "azure-native:compute:VirtualMachineScaleSet": `${compute}/virtualMachineScaleSets/{vmScaleSetName}`,
  "azure-native:compute:AvailabilitySet": `${compute}/availabilitySets/{availabilitySetName}`,
  "azure-native:compute:Disk": `${compute}/disks/{diskName}`,
  "azure-native:compute:DiskEncryptionSet": `${compute}/diskEncryptionSets/{diskEncryptionSetName}`,
  "azure-native:network:NetworkInterface": `${group}/providers/Microsoft.Network/networkInterfaces/{networkInterfaceName}`,
  "azure-native:network:PrivateEndpoint": `${group}/providers/Microsoft.Network/privateEndpoints/{privateEndpointName}`,
  "azure-native:storage:StorageAccount": `${group}/providers/Microsoft.Storage/storageAccounts/{accountName}`,
  "azure-native:keyvault:Vault": `${group}/providers/Microsoft.KeyVault/vaults/{vaultName}`,
  "azure-native:keyvault:AccessPolicy": `${group}/providers/Microsoft.KeyVault/vaults/{vaultName}/accessPolicies/{policy.objectId}`,
  "azure-native:managedidentity:UserAssignedIdentity": `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}`,
  "azure-native:recoveryservices:Vault": `${vaults}/{vaultName}`,
  "azure-native:recoveryservices:ReplicationFabric": fabric,
  "azure-native:recoveryservices:ReplicationPolicy": `${siteRecovery}/replicationPolicies/{policyName}`,
  "azure-native:recoveryservices:ReplicationProtectionContainerMapping": `${container}/replicationProtectionContainerMappings/{mappingName}`,
  "azure-native:recoveryservices:ReplicationNetworkMapping": `${fabric}/replicationNetworks/{networkName}/replicationNetworkMappings/{networkMappingName}`,
  "azure-native:recoveryservices:ReplicationProtectedItem": `${container}/replicationProtectedItems/{replicatedProtectedItemName}`,
  "azure-native:recoveryservices:ReplicationRecoveryPlan": `${siteRecovery}/replicationRecoveryPlans/{recoveryPlanName}`,
  "azure-native:recoveryservices:ProtectionPolicy": `${vaults}/{vaultName}/backupPolicies/{policyName}`,
  "azure-native:recoveryservices:ProtectedItem": `${vaults}/{vaultName}/backupFabrics/{fabricName}/protectionContainers/{containerName}/protectedItems/{protectedItemName}`,
  "azure-native:recoveryservices:PrivateEndpointConnection": `${vaults}/{vaultName}/privateEndpointConnections/{privateEndpointConnectionName}`,
  "azure-native:recoveryservices:ResourceGuardProxy": `${vaults}/{vaultName}/backupResourceGuardProxies/{resourceGuardProxyName}`,
  "azure-native:automation:AutomationAccount": account,
  "azure-native:automation:Runbook": `${account}/runbooks/{runbookName}`,
  "azure-native:automation:Schedule": `${account}/schedules/{scheduleName}`,
  "azure-native:automation:Variable": `${account}/variables/{variableName}`,
  "azure-native:automation:Credential": `${account}/credentials/{credentialName}`,
  "azure-native:automation:Certificate": `${account}/certificates/{certificateName}`,
  "azure-native:automation:Connection": `${account}/connections/{connectionName}`,
  "azure-native:automation:Webhook": `${account}/webhooks/{webhookName}`,
  "azure-native:automation:RuntimeEnvironment": `${account}/runtimeEnvironments/{runtimeEnvironmentName}`,
  "azure-native:automation:PrivateEndpointConnection": `${account}/privateEndpointConnections/{privateEndpointConnectionName}`,
  "azure-native:authorization:RoleDefinition": `${authorization}/roleDefinitions/{roleDefinitionId}`,
  "azure-native:authorization:RoleAssignment": `${authorization}/roleAssignments/{roleAssignmentName}`,
  "azure-native:authorization:PolicyAssignment": `${authorization}/policyAssignments/{policyAssignmentName}`,
  "azure-native:authorization:ManagementLockByScope": `{scope}${lock}`,
  "azure-native:authorization:ManagementLockAtResourceGroupLevel": `${group}${lock}`,
  "azure-native:authorization:ManagementLockAtSubscriptionLevel": lock,
  "azure-native:authorization:ManagementLockAtResourceLevel": `${group}/providers/{resourceProviderNamespace}/{parentResourcePath}/{resourceType}/{resourceName}${lock}`,
  "azure-native:maintenance:MaintenanceConfiguration": `${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/{resourceName}`,
  "azure-native:maintenance:ConfigurationAssignment": `${group}/providers/{providerName}/{resourceType}/{resourceName}${maintenance}`,
  "azure-native:maintenance:ConfigurationAssignmentParent": `${group}/providers/{providerName}/{resourceParentType}/{resourceParentName}/{resourceType}/{resourceName}${maintenance}`,
  "azure-native:maintenance:ConfigurationAssignmentsForResourceGroup": `${group}${maintenance}`,
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription": maintenance,
  "azure-native:monitor:DiagnosticSetting":
    "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
  "azure-native:monitor:ActionGroup": `${group}/providers/Microsoft.Insights/actionGroups/{actionGroupName}`,
  "azure-native:alertsmanagement:AlertProcessingRuleByName": `${group}/providers/Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}`,
  "azure-evergreen:index:ReplicationFabric": "{vaultId}/replicationFabrics/{fabricName}",
  "azure-evergreen:index:ReplicationProtectionContainer":
    "{fabricId}/replicationProtectionContainers/{containerName}",
  "azure-evergreen:index:ReplicationProtectionContainerMapping":
    "{protectionContainerId}/replicationProtectionContainerMappings/{mappingName}",
  "azure-evergreen:index:ReplicationProtectedItem":
    "{protectionContainerId}/replicationProtectedItems/{itemName}",
  "azure-evergreen:index:ReplicationRecoveryPlan": "{vaultId}/replicationRecoveryPlans/{planName}",
  "azure-evergreen:index:BackupProtectedItem":
    "{vaultId}/backupFabrics/Azure/protectionContainers/-/protectedItems/-",
  "azure-evergreen:index:RecoveryVaultSettings": "{vaultId}/settings/-",
  "azure-evergreen:index:VaultAgentAutoUpdate": "{vaultId}/agentAutoUpdate/-",
  "azure-evergreen:index:AutomationRunbook": "{automationAccountId}/runbooks/{runbookName}",
  "azure-evergreen:index:AutomationSchedule": "{automationAccountId}/schedules/{scheduleName}",
  "azure-evergreen:index:AutomationWebhook": "{automationAccountId}/webhooks/{webhookName}",
  "azure-evergreen:index:RunAsAssets": "{automationAccountId}/runAsAssets/-",
  "azure-evergreen:index:RunAsCertificate": "{automationAccountId}/runAsCertificate/-",
};

/** Types of Azure for the paths whose own words do not tell, or tell too little. */
const typeOfPath: Readonly<Record<string, string>> = {
  [group]: "Microsoft.Resources/resourceGroups",
};

/** What stands under an ARM id in our provider's paths. */
const typeOfId: Readonly<Record<string, string>> = {
  "{vaultId}": "Microsoft.RecoveryServices/vaults",
  "{fabricId}": "Microsoft.RecoveryServices/vaults/replicationFabrics",
  "{protectionContainerId}":
    "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers",
  "{automationAccountId}": "Microsoft.Automation/automationAccounts",
};

/** A kind of resource that the rules know. */
export interface ResourceType {
  /** ARM type in Azure's spelling. */
  readonly type: string;
  /** Path with the inputs' names in braces. */
  readonly path: string;
}

const typeOfToken = new Map(
  Object.entries(pathOfToken).map(([token, path]) => [token, { type: typeAt(path), path }]),
);
const azureNativeTokens = new Map<string, { token: string; path: string }[]>();
for (const [token, { type, path }] of typeOfToken) {
  if (token.startsWith("azure-native:")) {
    const key = type.toLowerCase();
    azureNativeTokens.set(key, [...(azureNativeTokens.get(key) ?? []), { token, path }]);
  }
}
const everyType = new Set([...typeOfToken.values()].map(({ type }) => type));
const spelling = new Map([...everyType].map((type) => [type.toLowerCase(), type]));

/** The kind of what a token makes; `undefined` for one that no rule has to do with. */
export function resourceTypeOf(token: string): ResourceType | undefined {
  return typeOfToken.get(withoutVersion(token));
}

/** An ARM type as Azure spells it; `undefined` for one that no rule has to do with. */
export function spelledType(type: string): string | undefined {
  return spelling.get(type.toLowerCase());
}

/** What azure-native makes of an ARM type, in any letter case: several tokens where they differ in the path. */
export function azureNativeTokensOf(
  type: string,
): readonly { readonly token: string; readonly path: string }[] {
  return azureNativeTokens.get(type.toLowerCase()) ?? [];
}

/**
 * azure-native's token without the API version that older programs, and packages made for one
 * version, carry: `azure-native:compute/v20240701:VirtualMachine`,
 * `azure-native_compute_v20240701:compute:VirtualMachine`.
 */
function withoutVersion(token: string): string {
  return token
    .replace(/^azure-native_[a-z0-9]+_v\w+:/, "azure-native:")
    .replace(/^(azure-native:[a-z0-9]+)\/v\w+:/, "$1:");
}

function typeAt(path: string): string {
  const known = typeOfPath[path];
  if (known !== undefined) {
    return known;
  }
  const [, id = "", tail = ""] = /^(\{\w+Id\})\/(.*)$/.exec(path) ?? [];
  if (typeOfId[id] !== undefined) {
    return [typeOfId[id], ...everySecond(tail.split("/"))].join("/");
  }
  const [namespace = "", ...rest] = (path.split("/providers/").at(-1) ?? "").split("/");
  return [namespace, ...everySecond(rest)].join("/");
}

function everySecond(segments: readonly string[]): string[] {
  return segments.filter((_, index) => index % 2 === 0);
}
