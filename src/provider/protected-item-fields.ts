import { keyAddressFindings, secretAddressFindings } from "../azure/key-address";
import { managedDiskIdFindings } from "../azure/replicated-disk-rules";
import type { SettingsField } from "./settings-fields";

const compute = "Microsoft.Compute";
const keyVaults = "Microsoft.KeyVault/vaults";
const network = "Microsoft.Network";

/** What `A2AUpdateReplicationProtectedItemInput` or the body around it takes. */
type Place = "properties" | "details" | undefined;

export interface ItemField extends SettingsField {
  /** Azure's name when replication is enabled; left out for what is set only afterwards. */
  readonly created?: string;
  /** Where a change has it; `undefined` for what cannot be changed. */
  readonly place: Place;
}

/**
 * The machine that a failover makes. Source: Site Recovery API, `A2AEnableProtectionInput`,
 * `UpdateReplicationProtectedItemInputProperties`, `A2AUpdateReplicationProtectedItemInput` and
 * `A2AReplicationDetails`, which name the same in different ways.
 */
export const itemFields: readonly ItemField[] = [
  {
    ...inDetails("recoveryResourceGroupId", "recoveryResourceGroupId"),
    type: "Microsoft.Resources/resourceGroups",
    held: "recoveryAzureResourceGroupId",
    required: true,
  },
  {
    name: "recoveryNetworkId",
    shape: "id",
    type: `${network}/virtualNetworks`,
    created: "recoveryAzureNetworkId",
    place: "properties",
    sent: "selectedRecoveryAzureNetworkId",
  },
  {
    name: "testNetworkId",
    shape: "id",
    type: `${network}/virtualNetworks`,
    place: "properties",
    sent: "selectedTfoAzureNetworkId",
  },
  { name: "recoveryVmName", shape: "text", place: "properties", sent: "recoveryAzureVMName" },
  { name: "recoveryVmSize", shape: "text", place: "properties", sent: "recoveryAzureVMSize" },
  { name: "testVmName", shape: "text", place: "details", sent: "tfoAzureVMName" },
  {
    name: "recoveryAvailabilitySetId",
    shape: "id",
    type: `${compute}/availabilitySets`,
    created: "recoveryAvailabilitySetId",
    place: "properties",
    sent: "recoveryAvailabilitySetId",
    held: "recoveryAvailabilitySet",
  },
  onlyCreated("recoveryAvailabilityZone", "text", "recoveryAvailabilityZone"),
  onlyCreated("multiVmGroupName", "text", "multiVmGroupName"),
  onlyCreated("autoProtectionOfDataDisksEnabled", "switch", "autoProtectionOfDataDisk"),
  {
    ...inDetails("recoveryProximityPlacementGroupId", "recoveryProximityPlacementGroupId"),
    type: `${compute}/proximityPlacementGroups`,
  },
  {
    ...inDetails("recoveryVirtualMachineScaleSetId", "recoveryVirtualMachineScaleSetId"),
    type: `${compute}/virtualMachineScaleSets`,
  },
  {
    ...inDetails("recoveryCapacityReservationGroupId", "recoveryCapacityReservationGroupId"),
    type: `${compute}/capacityReservationGroups`,
  },
  {
    ...inDetails("bootDiagnosticsStorageAccountId", "recoveryBootDiagStorageAccountId"),
    type: "Microsoft.Storage/storageAccounts",
  },
];

/**
 * What Azure tells of a disk's encryption has names of its own. Source: Site Recovery API,
 * `A2AVmManagedDiskInputDetails`, `A2AVmManagedDiskUpdateDetails` and `A2AProtectedManagedDiskDetails`.
 */
export const diskFields: readonly SettingsField[] = [
  {
    name: "diskId",
    shape: "id",
    findings: managedDiskIdFindings,
    required: true,
    sent: "diskId",
  },
  {
    name: "stagingStorageAccountId",
    shape: "id",
    type: "Microsoft.Storage/storageAccounts",
    required: true,
    sent: "primaryStagingAzureStorageAccountId",
    fixed: true,
  },
  { name: "replicaDiskType", shape: "text", sent: "recoveryReplicaDiskAccountType" },
  { name: "targetDiskType", shape: "text", sent: "recoveryTargetDiskAccountType" },
  {
    name: "recoveryDiskEncryptionSetId",
    shape: "id",
    type: `${compute}/diskEncryptionSets`,
    sent: "recoveryDiskEncryptionSetId",
    fixed: true,
  },
  {
    name: "recoveryEncryptionSecretUrl",
    shape: "text",
    findings: secretAddressFindings,
    sent: "diskEncryptionInfo.diskEncryptionKeyInfo.secretIdentifier",
    held: "secretIdentifier",
  },
  {
    name: "recoveryEncryptionSecretVaultId",
    shape: "id",
    type: keyVaults,
    sent: "diskEncryptionInfo.diskEncryptionKeyInfo.keyVaultResourceArmId",
    held: "dekKeyVaultArmId",
  },
  {
    name: "recoveryEncryptionKeyUrl",
    shape: "text",
    findings: keyAddressFindings,
    sent: "diskEncryptionInfo.keyEncryptionKeyInfo.keyIdentifier",
    held: "keyIdentifier",
  },
  {
    name: "recoveryEncryptionKeyVaultId",
    shape: "id",
    type: keyVaults,
    sent: "diskEncryptionInfo.keyEncryptionKeyInfo.keyVaultResourceArmId",
    held: "kekKeyVaultArmId",
  },
];

/** Source: Site Recovery API, `VMNicInputDetails` and `VMNicDetails`. */
export const interfaceFields: readonly SettingsField[] = [
  {
    name: "networkInterfaceId",
    shape: "id",
    type: `${network}/networkInterfaces`,
    required: true,
    sent: "nicId",
  },
  {
    name: "recoveryNetworkSecurityGroupId",
    shape: "id",
    type: `${network}/networkSecurityGroups`,
    sent: "recoveryNetworkSecurityGroupId",
  },
  {
    name: "acceleratedNetworking",
    shape: "boolean",
    sent: "enableAcceleratedNetworkingOnRecovery",
  },
  {
    name: "testNetworkSecurityGroupId",
    shape: "id",
    type: `${network}/networkSecurityGroups`,
    sent: "tfoNetworkSecurityGroupId",
  },
  { name: "testAcceleratedNetworking", shape: "boolean", sent: "enableAcceleratedNetworkingOnTfo" },
];

/** What a program does not set and a change must repeat, because Azure may take what is missing as empty. */
export const repeatedInterfaceFields: readonly SettingsField[] = [
  { name: "selectionType", shape: "text", sent: "selectionType" },
  { name: "recoveryNicName", shape: "text", sent: "recoveryNicName" },
  { name: "recoveryNicGroup", shape: "text", sent: "recoveryNicResourceGroupName" },
  { name: "reuse", shape: "boolean", sent: "reuseExistingNic" },
  { name: "testNicName", shape: "text", sent: "tfoNicName", held: "tfoRecoveryNicName" },
  {
    name: "testNicGroup",
    shape: "text",
    sent: "tfoNicResourceGroupName",
    held: "tfoRecoveryNicResourceGroupName",
  },
  { name: "testReuse", shape: "boolean", sent: "tfoReuseExistingNic" },
];

/** Source: Site Recovery API, `IPConfigInputDetails` and `IPConfigDetails`. */
export const addressFields: readonly SettingsField[] = [
  { name: "name", shape: "text", required: true, sent: "ipConfigName", held: "name" },
  { name: "recoverySubnetName", shape: "text", sent: "recoverySubnetName" },
  { name: "recoveryStaticIpAddress", shape: "text", sent: "recoveryStaticIPAddress" },
  {
    name: "recoveryPublicIpAddressId",
    shape: "id",
    type: `${network}/publicIPAddresses`,
    sent: "recoveryPublicIPAddressId",
  },
  {
    name: "recoveryBackendAddressPoolIds",
    shape: "ids",
    type: `${network}/loadBalancers/backendAddressPools`,
    sent: "recoveryLBBackendAddressPoolIds",
  },
  { name: "testSubnetName", shape: "text", sent: "tfoSubnetName" },
  { name: "testStaticIpAddress", shape: "text", sent: "tfoStaticIPAddress" },
  {
    name: "testPublicIpAddressId",
    shape: "id",
    type: `${network}/publicIPAddresses`,
    sent: "tfoPublicIPAddressId",
  },
  {
    name: "testBackendAddressPoolIds",
    shape: "ids",
    type: `${network}/loadBalancers/backendAddressPools`,
    sent: "tfoLBBackendAddressPoolIds",
  },
];

/** `isSeletedForFailover` is Azure's spelling. */
export const repeatedAddressFields: readonly SettingsField[] = [
  { name: "primary", shape: "boolean", sent: "isPrimary" },
  { name: "selected", shape: "boolean", sent: "isSeletedForFailover" },
];

function inDetails(name: string, sent: string): ItemField {
  return { name, shape: "id", created: sent, place: "details", sent };
}

function onlyCreated(name: string, shape: SettingsField["shape"], sent: string): ItemField {
  return { name, shape, created: sent, place: undefined, sent, fixed: true };
}
