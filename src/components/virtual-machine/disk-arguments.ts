import type * as pulumi from "@pulumi/pulumi";
import type { VirtualMachineSecurityArgs } from "./security";

/** The disk that holds the operating system. */
export interface VirtualMachineOsDiskArgs {
  /** Name of the disk in Azure. Defaults to one that Azure makes up. Azure refuses a change. */
  name?: pulumi.Input<string>;
  /** Kind of storage, such as `Premium_LRS` or `StandardSSD_ZRS`. Defaults to `Premium_LRS`. Azure refuses a change. */
  storageType?: pulumi.Input<string>;
  /** Size in gigabytes, at least the image's. Defaults to the image's. It can grow, while the machine is deallocated, and not shrink. */
  sizeInGigabytes?: pulumi.Input<number>;
  /** Whether the disk goes when the machine goes. Defaults to `true`: the disk is not a resource of the stack, so it would be left behind unseen. */
  deletedWithMachine?: pulumi.Input<boolean>;
  /** How the host caches the disk: `None`, `ReadOnly` or `ReadWrite`. Defaults to `ReadWrite`, and to `ReadOnly` for an ephemeral disk. */
  caching?: pulumi.Input<string>;
  /** Whether writes of an M-series machine are accelerated. Defaults to `false`. A change restarts the machine. */
  writeAcceleratorEnabled?: pulumi.Input<boolean>;
  /** Id of the disk encryption set whose key encrypts the disk. Defaults to none: Azure's own key does. Azure refuses a change. */
  diskEncryptionSetId?: pulumi.Input<string>;
  /** Makes the disk ephemeral, in the machine's own storage: `CacheDisk`, `ResourceDisk` or `NvmeDisk`. Such a machine cannot be deallocated, backed up or replicated. Defaults to none: the disk is a managed one. Azure refuses a change. */
  ephemeralPlacement?: pulumi.Input<string>;
}

/** A data disk: a resource of its own, which stays when the machine is replaced. */
export interface VirtualMachineDataDiskArgs {
  /** Logical unit number under which the machine sees the disk, 0 to 63, each once. */
  lun: pulumi.Input<number>;
  /** Id of a disk that exists, in the machine's zone. Defaults to none: one is made. What describes the disk itself is refused beside it. A change attaches the other disk, and one that was made is deleted. */
  existingDiskId?: pulumi.Input<string>;
  /** Size in gigabytes. Required unless `existingDiskId` is given. It can grow, not shrink. */
  sizeInGigabytes?: pulumi.Input<number>;
  /** Name of the disk in Azure. Defaults to a name made from the component's. Azure refuses a change; another key gives another disk. */
  name?: pulumi.Input<string>;
  /** Kind of storage, such as `Premium_LRS`, `PremiumV2_LRS` or `StandardSSD_ZRS`. Defaults to `Premium_LRS`. A change needs a machine that is deallocated, and there is none to or from `UltraSSD_LRS`, nor from `PremiumV2_LRS`. */
  storageType?: pulumi.Input<string>;
  /** How the host caches the disk: `None`, `ReadOnly` or `ReadWrite`. Left out, Azure decides: `None`. */
  caching?: pulumi.Input<string>;
  /** Whether writes of an M-series machine are accelerated. Defaults to `false`. */
  writeAcceleratorEnabled?: pulumi.Input<boolean>;
  /** Id of the disk encryption set whose key encrypts the disk. Defaults to none: Azure's own key does. A change needs a machine that is deallocated; there is no way back to none. */
  diskEncryptionSetId?: pulumi.Input<string>;
  /** Performance tier of a premium disk above that of its size, such as `P30`. Left out, it follows from the size. */
  performanceTier?: pulumi.Input<string>;
  /** Operations a second of a `PremiumV2_LRS` or `UltraSSD_LRS` disk. Left out, Azure decides: 3,000 for the first. */
  iops?: pulumi.Input<number>;
  /** Megabytes a second of a `PremiumV2_LRS` or `UltraSSD_LRS` disk. Left out, Azure decides: 125 for the first. */
  throughputInMegabytesPerSecond?: pulumi.Input<number>;
}

/** What of a machine its disks follow. */
export interface DiskArguments {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location?: pulumi.Input<string> | undefined;
  readonly zone?: pulumi.Input<string> | undefined;
  readonly size?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  readonly osDisk?: VirtualMachineOsDiskArgs;
  readonly dataDisks?: Record<string, VirtualMachineDataDiskArgs>;
  readonly security?: VirtualMachineSecurityArgs;
}

/** Kind of storage of a disk that says nothing of it. */
export const defaultStorageType = "Premium_LRS";
/** Size of a machine that says nothing of it. */
export const defaultSize = "Standard_D2s_v5";
