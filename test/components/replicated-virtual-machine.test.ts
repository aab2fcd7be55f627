import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ReplicatedVirtualMachine,
  type ReplicatedVirtualMachineArgs,
} from "../../src/components/replicated-virtual-machine";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  refusalOf,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const providers = `${groupId}/providers`;
const vault = `${providers}/Microsoft.RecoveryServices/vaults/vault`;
const container = (fabric: string): string =>
  `${vault}/replicationFabrics/${fabric}/replicationProtectionContainers/machines`;
const virtualMachineId = `${providers}/Microsoft.Compute/virtualMachines/web`;
const disk = (name: string): string => `${providers}/Microsoft.Compute/disks/${name}`;
const cacheStorageAccountId = `${providers}/Microsoft.Storage/storageAccounts/cache`;
const recoveryResourceGroupId = groupId.replace("fleet", "recovery");
const encryptionSet = `${providers}/Microsoft.Compute/diskEncryptionSets/keys`;
const keyVault = `${providers}/Microsoft.KeyVault/vaults/fleet-asr`;
const encryption = {
  recoveryEncryptionSecretUrl: "https://fleet-asr.vault.azure.net/secrets/data",
  recoveryEncryptionSecretVaultId: keyVault,
  recoveryEncryptionKeyUrl: "https://fleet-asr.vault.azure.net/keys/wrap",
  recoveryEncryptionKeyVaultId: keyVault,
};

const small: ReplicatedVirtualMachineArgs = {
  virtualMachineId,
  containerMappingId: `${container("west")}/replicationProtectionContainerMappings/there`,
  targetContainerId: container("north"),
  replicationPolicyId: `${vault}/replicationPolicies/day`,
  cacheStorageAccountId,
  recoveryResourceGroupId,
};

/** A machine with managed disks, as Azure answers it. */
const answers = {
  "azure-native:compute:getVirtualMachine": {
    id: virtualMachineId,
    storageProfile: {
      osDisk: { managedDisk: { id: disk("system") } },
      dataDisks: [{ lun: 0, managedDisk: { id: disk("data") } }],
    },
  },
};

function make(args: ReplicatedVirtualMachineArgs) {
  return (opts: pulumi.ComponentResourceOptions) => new ReplicatedVirtualMachine("web", args, opts);
}

describe("ReplicatedVirtualMachine", () => {
  it("replicates all disks that the machine has", async () => {
    const deployed = await deploy(make(small), { answers });
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationProtectedItem web-item",
    ]);
    assert.deepEqual(inputsOf(deployed, "web-item"), {
      protectionContainerId: container("west"),
      virtualMachineId,
      targetProtectionContainerId: container("north"),
      policyId: `${vault}/replicationPolicies/day`,
      itemName: "web",
      settings: {
        recoveryResourceGroupId,
        disks: [
          { diskId: disk("system"), stagingStorageAccountId: cacheStorageAccountId },
          { diskId: disk("data"), stagingStorageAccountId: cacheStorageAccountId },
        ],
      },
    });
    assert.equal(
      await valueOf(deployed.result.protectedItemId),
      `${container("west")}/replicationProtectedItems/web`,
    );
  });

  it("hands on every argument", async () => {
    const network = `${providers}/Microsoft.Network`;
    const deployed = await deploy(
      make({
        ...small,
        itemName: "front",
        disks: {
          system: {
            diskId: disk("system"),
            replicaStorageType: "Standard_LRS",
            recoveryStorageType: "Premium_LRS",
            recoveryDiskEncryptionSetId: encryptionSet,
          },
          data: { diskId: disk("data"), ...encryption },
        },
        autoProtectionOfDataDisksEnabled: true,
        recoveryNetworkId: `${network}/virtualNetworks/north`,
        testNetworkId: `${network}/virtualNetworks/test`,
        networkInterfaces: {
          first: {
            networkInterfaceId: `${network}/networkInterfaces/web`,
            recoveryNetworkSecurityGroupId: `${network}/networkSecurityGroups/north`,
            acceleratedNetworkingEnabled: true,
            testNetworkSecurityGroupId: `${network}/networkSecurityGroups/test`,
            testAcceleratedNetworkingEnabled: false,
            ipConfigurations: {
              primary: { recoverySubnetName: "web", recoveryStaticIpAddress: "10.1.0.4" },
              second: { testSubnetName: "test" },
            },
          },
        },
        recoveryVmName: "web-north",
        recoveryVmSize: "Standard_D4s_v5",
        testVmName: "web-test",
        placement: {
          availabilityZone: "2",
          proximityPlacementGroupId: `${providers}/Microsoft.Compute/proximityPlacementGroups/near`,
          capacityReservationGroupId: `${providers}/Microsoft.Compute/capacityReservationGroups/kept`,
          virtualMachineScaleSetId: `${providers}/Microsoft.Compute/virtualMachineScaleSets/set`,
        },
        bootDiagnosticsStorageAccountId: cacheStorageAccountId,
        multiVmGroupName: "shop",
        waitInMinutes: 30,
        adopt: true,
        reReplicationAllowed: true,
        purgeOnDestroy: true,
      }),
    );
    assert.deepEqual(inputsOf(deployed, "web-item"), {
      protectionContainerId: container("west"),
      virtualMachineId,
      targetProtectionContainerId: container("north"),
      policyId: `${vault}/replicationPolicies/day`,
      itemName: "front",
      settings: {
        recoveryResourceGroupId,
        recoveryNetworkId: `${network}/virtualNetworks/north`,
        testNetworkId: `${network}/virtualNetworks/test`,
        recoveryVmName: "web-north",
        recoveryVmSize: "Standard_D4s_v5",
        testVmName: "web-test",
        recoveryAvailabilityZone: "2",
        recoveryVirtualMachineScaleSetId: `${providers}/Microsoft.Compute/virtualMachineScaleSets/set`,
        recoveryProximityPlacementGroupId: `${providers}/Microsoft.Compute/proximityPlacementGroups/near`,
        recoveryCapacityReservationGroupId: `${providers}/Microsoft.Compute/capacityReservationGroups/kept`,
        bootDiagnosticsStorageAccountId: cacheStorageAccountId,
        multiVmGroupName: "shop",
        autoProtectionOfDataDisksEnabled: true,
        networkInterfaces: [
          {
            networkInterfaceId: `${network}/networkInterfaces/web`,
            recoveryNetworkSecurityGroupId: `${network}/networkSecurityGroups/north`,
            testNetworkSecurityGroupId: `${network}/networkSecurityGroups/test`,
            acceleratedNetworking: true,
            testAcceleratedNetworking: false,
            ipConfigurations: [
              {
                name: "primary",
                recoverySubnetName: "web",
                recoveryStaticIpAddress: "10.1.0.4",
              },
              { name: "second", testSubnetName: "test" },
            ],
          },
        ],
        disks: [
          {
            diskId: disk("system"),
            stagingStorageAccountId: cacheStorageAccountId,
            replicaDiskType: "Standard_LRS",
            targetDiskType: "Premium_LRS",
            recoveryDiskEncryptionSetId: encryptionSet,
          },
          {
            diskId: disk("data"),
            stagingStorageAccountId: cacheStorageAccountId,
            ...encryption,
          },
        ],
      },
      waitInMinutes: 30,
      adopt: true,
      reReplicationAllowed: true,
      purgeOnDelete: true,
    });
  });

  it("refuses everything that is wrong at once", async () => {
    const message = await refusalOf(
      make({
        ...small,
        virtualMachineId: disk("system"),
        targetContainerId: container("north").replace("/vault/", "/other/"),
        placement: { availabilitySetId: encryptionSet, availabilityZone: "1" },
        disks: {},
        networkInterfaces: { first: { networkInterfaceId: disk("system") } },
        waitInMinutes: 0,
      }),
    );
    assert.deepEqual(message.split("\n"), [
      'ReplicatedVirtualMachine "web" has 7 problems:',
      `  - virtualMachineId: "${disk("system")}" is the id of a Microsoft.Compute/disks, not of a Microsoft.Compute/virtualMachines. Give the id of a Microsoft.Compute/virtualMachines. [EVG-ID-003]`,
      `  - targetContainerId: "${container("north").replace("/vault/", "/other/")}" stands in the vault "${vault.replace(/vault$/, "other")}", containerMappingId in "${vault}". Use objects of one vault, for example all outputs of one SiteRecovery. [EVG-REPLICA-001]`,
      `  - placement.availabilitySetId: "${encryptionSet}" is the id of a Microsoft.Compute/diskEncryptionSets, not of a Microsoft.Compute/availabilitySets. Give the id of a Microsoft.Compute/availabilitySets. [EVG-ID-003]`,
      "  - placement: availabilitySetId and availabilityZone are given: a machine stands in an availability set, or in a zone or a scale set. Keep one of them. [EVG-REPLICA-002]",
      "  - disks: No disk is given, so nothing would be replicated. Give the machine's managed disks, that of the operating system among them. [EVG-REPLICA-004]",
      `  - networkInterfaces.first.networkInterfaceId: "${disk("system")}" is the id of a Microsoft.Compute/disks, not of a Microsoft.Network/networkInterfaces. Give the id of a Microsoft.Network/networkInterfaces. [EVG-ID-003]`,
      "  - waitInMinutes: 0 is no whole number of minutes from 1. Give whole minutes, for example 180. [EVG-REPLICA-003]",
    ]);
  });

  it("refuses disks that are not managed, and encryption that is none", async () => {
    const blob = "https://fleet.blob.core.windows.net/vhds/web.vhd";
    const message = await refusalOf(
      make({
        ...small,
        targetContainerId: container("west"),
        disks: {
          old: { diskId: blob },
          half: { diskId: disk("half"), recoveryEncryptionKeyUrl: "wrap" },
          both: {
            diskId: disk("both"),
            ...encryption,
            recoveryEncryptionSecretUrl: encryption.recoveryEncryptionKeyUrl,
            recoveryEncryptionKeyVaultId: `${keyVault}2`,
            recoveryDiskEncryptionSetId: encryptionSet,
          },
        },
      }),
    );
    assert.deepEqual(message.split("\n"), [
      'ReplicatedVirtualMachine "web" has 8 problems:',
      `  - targetContainerId: "${container("west")}" is the source and the target in one. Give another container as the target. [EVG-REPLICA-006]`,
      `  - disks.old.diskId: "${blob}" is the address of a blob, as a disk has it that is not managed. Convert the machine's disks to managed ones, and give the id of the managed disk. [EVG-REPLICA-005]`,
      '  - disks.half.recoveryEncryptionKeyUrl: "wrap" is not the address of a key. Give https://{key vault}.vault.azure.net/keys/{key}, followed by /{version} to stay with one version. [EVG-KEY-001]',
      "  - disks.half.recoveryEncryptionKeyVaultId: recoveryEncryptionKeyUrl is given and recoveryEncryptionKeyVaultId is not. Give recoveryEncryptionKeyVaultId too, or leave both out. [EVG-REPLICA-007]",
      "  - disks.half.recoveryEncryptionSecretUrl: recoveryEncryptionKeyUrl is given and recoveryEncryptionSecretUrl is not. Give recoveryEncryptionSecretUrl too, or leave both out. [EVG-REPLICA-007]",
      `  - disks.both.recoveryEncryptionSecretUrl: "${encryption.recoveryEncryptionKeyUrl}" is not the address of a secret. Give https://{key vault}.vault.azure.net/secrets/{secret}/{version}. [EVG-KEY-006]`,
      "  - disks.both: recoveryDiskEncryptionSetId and recoveryEncryptionSecretUrl are given: a disk is encrypted by a disk encryption set or by Azure Disk Encryption. Keep the one by which the machine's disk is encrypted. [EVG-REPLICA-008]",
      `  - disks.both.recoveryEncryptionKeyVaultId: "${encryption.recoveryEncryptionKeyUrl}" is not in the key vault "fleet-asr2". Give the id of the key vault that holds it, in the region to which the machine is replicated. [EVG-REPLICA-009]`,
    ]);
  });

  it("refuses a machine with a disk that is not managed, once Azure has told", async () => {
    const unmanaged = { ...answers["azure-native:compute:getVirtualMachine"], storageProfile: {} };
    const refusal = await lateRefusalOf(make(small), {
      answers: { "azure-native:compute:getVirtualMachine": unmanaged },
    });
    assert.deepEqual(refusal, {
      message: `ReplicatedVirtualMachine "web" has 1 problem:\n  - virtualMachineId: "${virtualMachineId}" has a disk that is not managed. Convert its disks to managed ones, or name in disks those that are. [EVG-REPLICA-005]`,
      registered: [],
    });
  });

  it("judges arguments that are outputs once they are known", async () => {
    const refusal = await lateRefusalOf(
      make({
        ...small,
        virtualMachineId: pulumi.output(disk("system")),
        disks: { system: { diskId: pulumi.output(virtualMachineId) } },
      }),
    );
    assert.deepEqual(refusal, {
      message: [
        'ReplicatedVirtualMachine "web" has 2 problems:',
        `  - virtualMachineId: "${disk("system")}" is the id of a Microsoft.Compute/disks, not of a Microsoft.Compute/virtualMachines. Give the id of a Microsoft.Compute/virtualMachines. [EVG-ID-003]`,
        `  - disks.system.diskId: "${virtualMachineId}" is the id of a Microsoft.Compute/virtualMachines, not of a Microsoft.Compute/disks. Give the id of a Microsoft.Compute/disks. [EVG-ID-003]`,
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      make({
        virtualMachineId: unknownInput(),
        containerMappingId: unknownInput(),
        targetContainerId: unknownInput(),
        replicationPolicyId: unknownInput(),
        cacheStorageAccountId: unknownInput(),
        recoveryResourceGroupId: unknownInput(),
        waitInMinutes: unknownInput(),
        placement: { availabilitySetId: unknownInput() },
        networkInterfaces: { first: { networkInterfaceId: unknownInput() } },
      }),
      { preview: "create" },
    );
    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationProtectedItem web-item",
    ]);
  });

  it("shows no unknown value in the preview of an update", async () => {
    const deployed = await deploy(make(small), { preview: "update", answers });
    assert.deepEqual(unknownPaths(inputsOf(deployed, "web-item")), []);
  });
});
