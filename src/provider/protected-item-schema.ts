import { flag, listOf, reference, text, texts, type ObjectType } from "./schema-types";

const prefix = "azure-evergreen:index:ReplicationProtectedItem";
const typeOf = (name: string): string => `${prefix}${name}`;

/** The block `settings` of a protected item. */
export const protectedItemSettings = reference(
  typeOf("Settings"),
  "What is replicated, and the machine that a failover makes of it.",
);

/** The types of that block. */
export const protectedItemTypes: Readonly<Record<string, ObjectType>> = {
  [typeOf("Settings")]: {
    type: "object",
    properties: {
      recoveryResourceGroupId: text(
        "Id of the resource group in which a failover makes the machine and its disks.",
      ),
      recoveryNetworkId: text("Id of the virtual network in which a failover makes the machine."),
      testNetworkId: text("Id of the virtual network of test failovers."),
      recoveryVmName: text("Name of the machine that a failover makes."),
      recoveryVmSize: text(
        "Size of the machine that a failover makes, for example `Standard_D2s_v5`.",
      ),
      testVmName: text("Name of the machine that a test failover makes."),
      recoveryAvailabilitySetId: text(
        "Id of the availability set of the machine that a failover makes; not together with a zone.",
      ),
      recoveryAvailabilityZone: text(
        "Availability zone of the machine that a failover makes, for example `2`.",
      ),
      multiVmGroupName: text("Name of the group of machines that share recovery points."),
      autoProtectionOfDataDisksEnabled: flag(
        "Whether Azure replicates a data disk that is attached later by itself.",
      ),
      recoveryProximityPlacementGroupId: text(
        "Id of the proximity placement group of the machine that a failover makes.",
      ),
      recoveryVirtualMachineScaleSetId: text(
        "Id of the flexible scale set of the machine that a failover makes.",
      ),
      recoveryCapacityReservationGroupId: text(
        "Id of the capacity reservation group of the machine that a failover makes.",
      ),
      bootDiagnosticsStorageAccountId: text(
        "Id of the storage account for the boot diagnostics of the machine that a failover makes.",
      ),
      disks: listOf(typeOf("Disk"), "The managed disks that are replicated."),
      networkInterfaces: listOf(typeOf("NetworkInterface"), "The network interfaces."),
    },
    required: ["recoveryResourceGroupId", "disks"],
  },
  [typeOf("Disk")]: {
    type: "object",
    properties: {
      diskId: text("Id of the managed disk."),
      stagingStorageAccountId: text("Id of the cache storage account, in the machine's region."),
      replicaDiskType: text("Type of the replica disk, for example `Premium_LRS`."),
      targetDiskType: text("Type of the disk that a failover makes, for example `Premium_LRS`."),
      recoveryDiskEncryptionSetId: text("Id of the disk encryption set in the target region."),
      recoveryEncryptionSecretUrl: text(
        "Address of the secret that is the key of Azure Disk Encryption (BEK), in a key vault of the target region.",
      ),
      recoveryEncryptionSecretVaultId: text("Id of the key vault that holds that secret."),
      recoveryEncryptionKeyUrl: text(
        "Address of the key that wraps that secret (KEK), in a key vault of the target region.",
      ),
      recoveryEncryptionKeyVaultId: text("Id of the key vault that holds that key."),
    },
    required: ["diskId", "stagingStorageAccountId"],
  },
  [typeOf("NetworkInterface")]: {
    type: "object",
    properties: {
      networkInterfaceId: text("Id of the network interface of the machine."),
      recoveryNetworkSecurityGroupId: text("Id of the network security group after a failover."),
      acceleratedNetworking: flag("Whether accelerated networking is on after a failover."),
      testNetworkSecurityGroupId: text("Id of the network security group after a test failover."),
      testAcceleratedNetworking: flag(
        "Whether accelerated networking is on after a test failover.",
      ),
      ipConfigurations: listOf(typeOf("IpConfiguration"), "Its IP configurations."),
    },
    required: ["networkInterfaceId"],
  },
  [typeOf("IpConfiguration")]: {
    type: "object",
    properties: {
      name: text("Name of the IP configuration of the network interface."),
      recoverySubnetName: text("Name of the subnet after a failover."),
      recoveryStaticIpAddress: text(
        "Private IP address after a failover; dynamic when left out from the start.",
      ),
      recoveryPublicIpAddressId: text("Id of the public IP address after a failover."),
      recoveryBackendAddressPoolIds: texts(
        "Ids of the load balancer's backend address pools after a failover.",
      ),
      testSubnetName: text("Name of the subnet after a test failover."),
      testStaticIpAddress: text("Private IP address after a test failover."),
      testPublicIpAddressId: text("Id of the public IP address after a test failover."),
      testBackendAddressPoolIds: texts(
        "Ids of the load balancer's backend address pools after a test failover.",
      ),
    },
    required: ["name"],
  },
};
