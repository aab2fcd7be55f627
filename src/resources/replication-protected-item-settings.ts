import type * as pulumi from "@pulumi/pulumi";

/** The addresses of one IP configuration after a failover and after a test failover. */
export interface ReplicationProtectedItemIpConfiguration {
  /** Name of the IP configuration of the network interface. */
  name: pulumi.Input<string>;
  /** Name of the subnet after a failover. */
  recoverySubnetName?: pulumi.Input<string>;
  /** Private IP address after a failover; dynamic when left out from the start. */
  recoveryStaticIpAddress?: pulumi.Input<string>;
  /** Id of the public IP address after a failover. */
  recoveryPublicIpAddressId?: pulumi.Input<string>;
  /** Ids of the load balancer's backend address pools after a failover. */
  recoveryBackendAddressPoolIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Name of the subnet after a test failover. */
  testSubnetName?: pulumi.Input<string>;
  /** Private IP address after a test failover. */
  testStaticIpAddress?: pulumi.Input<string>;
  /** Id of the public IP address after a test failover. */
  testPublicIpAddressId?: pulumi.Input<string>;
  /** Ids of the load balancer's backend address pools after a test failover. */
  testBackendAddressPoolIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A network interface of the machine, and what takes its place after a failover. */
export interface ReplicationProtectedItemNetworkInterface {
  /** Id of the network interface of the machine. */
  networkInterfaceId: pulumi.Input<string>;
  /** Id of the network security group after a failover. */
  recoveryNetworkSecurityGroupId?: pulumi.Input<string>;
  /** Whether accelerated networking is on after a failover. */
  acceleratedNetworking?: pulumi.Input<boolean>;
  /** Id of the network security group after a test failover. */
  testNetworkSecurityGroupId?: pulumi.Input<string>;
  /** Whether accelerated networking is on after a test failover. */
  testAcceleratedNetworking?: pulumi.Input<boolean>;
  /** Its IP configurations; one that is left out stays as Azure holds it. */
  ipConfigurations?: pulumi.Input<pulumi.Input<ReplicationProtectedItemIpConfiguration>[]>;
}

/** A managed disk that is replicated. */
export interface ReplicationProtectedItemDisk {
  /** Id of the managed disk. */
  diskId: pulumi.Input<string>;
  /** Id of the cache storage account, in the machine's region. Changing this replaces the item. */
  stagingStorageAccountId: pulumi.Input<string>;
  /** Type of the replica disk, for example `Premium_LRS`. Azure's default is the type of the disk. */
  replicaDiskType?: pulumi.Input<string>;
  /** Type of the disk that a failover makes, for example `Premium_LRS`. Azure's default is the type of the disk. */
  targetDiskType?: pulumi.Input<string>;
  /** Id of the disk encryption set in the target region. Changing this replaces the item. */
  recoveryDiskEncryptionSetId?: pulumi.Input<string>;
  /** Address of the secret that is the key of Azure Disk Encryption (BEK), in a key vault of the target region. */
  recoveryEncryptionSecretUrl?: pulumi.Input<string>;
  /** Id of the key vault that holds that secret. */
  recoveryEncryptionSecretVaultId?: pulumi.Input<string>;
  /** Address of the key that wraps that secret (KEK), in a key vault of the target region. */
  recoveryEncryptionKeyUrl?: pulumi.Input<string>;
  /** Id of the key vault that holds that key. */
  recoveryEncryptionKeyVaultId?: pulumi.Input<string>;
}

/** What is replicated, and the machine that a failover makes of it. What is left out stays as Azure holds it. */
export interface ReplicationProtectedItemSettings {
  /** Id of the resource group in which a failover makes the machine and its disks. */
  recoveryResourceGroupId: pulumi.Input<string>;
  /** Id of the virtual network in which a failover makes the machine. */
  recoveryNetworkId?: pulumi.Input<string>;
  /** Id of the virtual network of test failovers. Set once the machine is protected. */
  testNetworkId?: pulumi.Input<string>;
  /** Name of the machine that a failover makes. Set once the machine is protected; until then Azure takes the machine's own name. */
  recoveryVmName?: pulumi.Input<string>;
  /** Size of the machine that a failover makes, for example `Standard_D2s_v5`. Set once the machine is protected; until then Azure takes the machine's own size. */
  recoveryVmSize?: pulumi.Input<string>;
  /** Name of the machine that a test failover makes. Set once the machine is protected. */
  testVmName?: pulumi.Input<string>;
  /** Id of the availability set of the machine that a failover makes; not together with a zone. */
  recoveryAvailabilitySetId?: pulumi.Input<string>;
  /** Availability zone of the machine that a failover makes, for example `2`. Changing this replaces the item. */
  recoveryAvailabilityZone?: pulumi.Input<string>;
  /** Name of the group of machines that share recovery points. Changing this replaces the item. */
  multiVmGroupName?: pulumi.Input<string>;
  /** Whether Azure replicates a data disk that is attached later by itself; `disks` need not tell of it then. Azure's default is `false`. Changing this replaces the item. */
  autoProtectionOfDataDisksEnabled?: pulumi.Input<boolean>;
  /** Id of the proximity placement group of the machine that a failover makes. */
  recoveryProximityPlacementGroupId?: pulumi.Input<string>;
  /** Id of the flexible scale set of the machine that a failover makes. */
  recoveryVirtualMachineScaleSetId?: pulumi.Input<string>;
  /** Id of the capacity reservation group of the machine that a failover makes. */
  recoveryCapacityReservationGroupId?: pulumi.Input<string>;
  /** Id of the storage account for the boot diagnostics of the machine that a failover makes. */
  bootDiagnosticsStorageAccountId?: pulumi.Input<string>;
  /** The managed disks that are replicated, one at least. A disk that is added or left out is so in Azure, without replicating the others anew; while Azure adds disks by itself, none is taken off. */
  disks: pulumi.Input<pulumi.Input<ReplicationProtectedItemDisk>[]>;
  /** The network interfaces; one that is left out stays as Azure holds it. Set once the machine is protected. */
  networkInterfaces?: pulumi.Input<pulumi.Input<ReplicationProtectedItemNetworkInterface>[]>;
}

/** The addresses of one IP configuration after a failover and after a test failover, as Azure holds it. What Azure does not tell is left out. */
export interface ReplicationProtectedItemIpConfigurationState {
  /** See `ReplicationProtectedItemIpConfiguration`. */
  name: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  recoverySubnetName?: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  recoveryStaticIpAddress?: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  recoveryPublicIpAddressId?: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  recoveryBackendAddressPoolIds?: string[];
  /** See `ReplicationProtectedItemIpConfiguration`. */
  testSubnetName?: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  testStaticIpAddress?: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  testPublicIpAddressId?: string;
  /** See `ReplicationProtectedItemIpConfiguration`. */
  testBackendAddressPoolIds?: string[];
}

/** A network interface of the machine, as Azure holds it. What Azure does not tell is left out. */
export interface ReplicationProtectedItemNetworkInterfaceState {
  /** See `ReplicationProtectedItemNetworkInterface`. */
  networkInterfaceId: string;
  /** See `ReplicationProtectedItemNetworkInterface`. */
  recoveryNetworkSecurityGroupId?: string;
  /** See `ReplicationProtectedItemNetworkInterface`. */
  acceleratedNetworking?: boolean;
  /** See `ReplicationProtectedItemNetworkInterface`. */
  testNetworkSecurityGroupId?: string;
  /** See `ReplicationProtectedItemNetworkInterface`. */
  testAcceleratedNetworking?: boolean;
  /** See `ReplicationProtectedItemNetworkInterface`. */
  ipConfigurations?: ReplicationProtectedItemIpConfigurationState[];
}

/** A managed disk that is replicated, as Azure holds it. What Azure does not tell is left out. */
export interface ReplicationProtectedItemDiskState {
  /** See `ReplicationProtectedItemDisk`. */
  diskId: string;
  /** See `ReplicationProtectedItemDisk`. */
  stagingStorageAccountId: string;
  /** See `ReplicationProtectedItemDisk`. */
  replicaDiskType?: string;
  /** See `ReplicationProtectedItemDisk`. */
  targetDiskType?: string;
  /** See `ReplicationProtectedItemDisk`. */
  recoveryDiskEncryptionSetId?: string;
  /** See `ReplicationProtectedItemDisk`. */
  recoveryEncryptionSecretUrl?: string;
  /** See `ReplicationProtectedItemDisk`. */
  recoveryEncryptionSecretVaultId?: string;
  /** See `ReplicationProtectedItemDisk`. */
  recoveryEncryptionKeyUrl?: string;
  /** See `ReplicationProtectedItemDisk`. */
  recoveryEncryptionKeyVaultId?: string;
}

/** What is replicated, as Azure holds it. What Azure does not tell is left out. */
export interface ReplicationProtectedItemSettingsState {
  /** See `ReplicationProtectedItemSettings`. */
  recoveryResourceGroupId: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryNetworkId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  testNetworkId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryVmName?: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryVmSize?: string;
  /** See `ReplicationProtectedItemSettings`. */
  testVmName?: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryAvailabilitySetId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryAvailabilityZone?: string;
  /** See `ReplicationProtectedItemSettings`. */
  multiVmGroupName?: string;
  /** See `ReplicationProtectedItemSettings`. */
  autoProtectionOfDataDisksEnabled?: boolean;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryProximityPlacementGroupId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryVirtualMachineScaleSetId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  recoveryCapacityReservationGroupId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  bootDiagnosticsStorageAccountId?: string;
  /** See `ReplicationProtectedItemSettings`. */
  disks?: ReplicationProtectedItemDiskState[];
  /** See `ReplicationProtectedItemSettings`. */
  networkInterfaces?: ReplicationProtectedItemNetworkInterfaceState[];
}
