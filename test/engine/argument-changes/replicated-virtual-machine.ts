import { keyAddress, previewed as shown, within } from "./shared";
import type { ArgumentChange, ArgumentChanges } from "./types";

/** A row for an argument that Azure takes only when replication is enabled; the copy anew is only shown. */
function anew(before: unknown, after: unknown): ArgumentChange {
  return {
    promised: "replaced",
    before,
    after,
    beside: { reReplicationAllowed: true },
    previewOnly: true,
  };
}

function inPlace(before: unknown, after: unknown): ArgumentChange {
  return { promised: "in place", before, after };
}

function nothing(before: unknown, after: unknown): ArgumentChange {
  return { promised: "nothing", before, after };
}

const addresses = "networkInterfaces.*.ipConfigurations.*";
const disk = { diskId: "@ownDisk" };
const keyVaultId =
  "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/copies";
const secretAddress = "https://copies.vault.azure.net/secrets/fleet";
const keys = {
  recoveryEncryptionSecretUrl: secretAddress,
  recoveryEncryptionSecretVaultId: keyVaultId,
  recoveryEncryptionKeyUrl: keyAddress("copies"),
  recoveryEncryptionKeyVaultId: keyVaultId,
};
const card = { networkInterfaceId: "@ownInterface" };

/** A row for the address of a secret or a key, or for its key vault, of the one disk. */
function ofKeys(part: keyof typeof keys, after: string): ArgumentChange {
  return within("one", part, keys[part], after, { ...disk, ...keys });
}

/** A row for one part of the one network interface. */
function ofInterface(part: string, before: unknown, after: unknown): ArgumentChange {
  return within("first", part, before, after, card);
}

/** A row for one part of its one IP configuration. */
function ofAddress(part: string, value: unknown): ArgumentChange {
  return shown(ofInterface("ipConfigurations", { primary: {} }, { primary: { [part]: value } }));
}

/** A row for a place that is not in the program. */
function placed(part: string, after: string): ArgumentChange {
  return shown({ promised: "in place", before: {}, after: { [part]: after } });
}

export const replicatedVirtualMachine: ArgumentChanges = {
  virtualMachineId: anew("@ownMachine", "@spareMachine"),
  containerMappingId: anew("@mapping", "@otherMapping"),
  targetContainerId: anew("@targetContainer", "@otherContainer"),
  replicationPolicyId: anew("@policy", "@otherPolicy"),
  cacheStorageAccountId: anew("@cache", "@otherCache"),
  recoveryResourceGroupId: inPlace("@groupId", "@otherGroupId"),
  itemName: anew("@name", "@otherName"),
  disks: shown(inPlace({ first: disk }, { first: disk, second: { diskId: "@otherDisk" } })),
  "disks.*.diskId": shown(inPlace({ one: disk }, { one: { diskId: "@otherDisk" } })),
  "disks.*.replicaStorageType": within(
    "one",
    "replicaStorageType",
    "Standard_LRS",
    "Premium_LRS",
    disk,
  ),
  "disks.*.recoveryStorageType": within(
    "one",
    "recoveryStorageType",
    "Standard_LRS",
    "Premium_LRS",
    disk,
  ),
  "disks.*.recoveryDiskEncryptionSetId": anew(
    { one: disk },
    { one: { ...disk, recoveryDiskEncryptionSetId: "@encryptionSet" } },
  ),
  "disks.*.recoveryEncryptionSecretUrl": ofKeys(
    "recoveryEncryptionSecretUrl",
    `${secretAddress}-again`,
  ),
  "disks.*.recoveryEncryptionSecretVaultId": ofKeys(
    "recoveryEncryptionSecretVaultId",
    keyVaultId.replace("/keys/", "/others/"),
  ),
  "disks.*.recoveryEncryptionKeyUrl": ofKeys(
    "recoveryEncryptionKeyUrl",
    `${keyAddress("copies")}-again`,
  ),
  "disks.*.recoveryEncryptionKeyVaultId": ofKeys(
    "recoveryEncryptionKeyVaultId",
    keyVaultId.replace("/keys/", "/others/"),
  ),
  autoProtectionOfDataDisksEnabled: anew(false, true),
  recoveryNetworkId: inPlace("@targetNetwork", "@otherTargetNetwork"),
  testNetworkId: inPlace("@targetNetwork", "@otherTargetNetwork"),
  networkInterfaces: inPlace({}, { first: { ...card, acceleratedNetworkingEnabled: true } }),
  "networkInterfaces.*.networkInterfaceId": shown(
    inPlace({ first: card }, { first: { networkInterfaceId: "@otherInterface" } }),
  ),
  "networkInterfaces.*.recoveryNetworkSecurityGroupId": shown(
    ofInterface("recoveryNetworkSecurityGroupId", undefined, "@firewall"),
  ),
  "networkInterfaces.*.acceleratedNetworkingEnabled": ofInterface(
    "acceleratedNetworkingEnabled",
    false,
    true,
  ),
  "networkInterfaces.*.testNetworkSecurityGroupId": shown(
    ofInterface("testNetworkSecurityGroupId", undefined, "@firewall"),
  ),
  "networkInterfaces.*.testAcceleratedNetworkingEnabled": ofInterface(
    "testAcceleratedNetworkingEnabled",
    false,
    true,
  ),
  "networkInterfaces.*.ipConfigurations": shown(
    ofInterface("ipConfigurations", {}, { primary: { recoverySubnetName: "first" } }),
  ),
  ...Object.fromEntries(
    ["recovery", "test"].flatMap((when) => [
      [`${addresses}.${when}SubnetName`, ofAddress(`${when}SubnetName`, "first")],
      [`${addresses}.${when}StaticIpAddress`, ofAddress(`${when}StaticIpAddress`, "10.0.0.9")],
      [
        `${addresses}.${when}PublicIpAddressId`,
        ofAddress(`${when}PublicIpAddressId`, "@publicAddress"),
      ],
      [
        `${addresses}.${when}BackendAddressPoolIds`,
        ofAddress(`${when}BackendAddressPoolIds`, ["@pool"]),
      ],
    ]),
  ),
  recoveryVmName: inPlace("first", "second"),
  recoveryVmSize: inPlace("Standard_D2s_v5", "Standard_D4s_v5"),
  testVmName: inPlace("first", "second"),
  "placement.availabilityZone": anew({ availabilityZone: "1" }, { availabilityZone: "2" }),
  "placement.availabilitySetId": placed("availabilitySetId", "@set"),
  "placement.virtualMachineScaleSetId": placed("virtualMachineScaleSetId", "@scaleSet"),
  "placement.proximityPlacementGroupId": placed("proximityPlacementGroupId", "@near"),
  "placement.capacityReservationGroupId": placed("capacityReservationGroupId", "@capacity"),
  bootDiagnosticsStorageAccountId: shown(inPlace(undefined, "@otherCache")),
  multiVmGroupName: anew("first", "second"),
  waitInMinutes: nothing(180, 240),
  adopt: nothing(false, true),
  reReplicationAllowed: nothing(false, true),
  purgeOnDestroy: nothing(false, true),
};
