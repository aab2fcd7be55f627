import type * as pulumi from "@pulumi/pulumi";
import type { DeletionLockArgs } from "../shared/resource-lock";
import type { VirtualMachineDataDiskArgs, VirtualMachineOsDiskArgs } from "./disk-arguments";
import type { VirtualMachineExtensionArgs } from "./extensions";
import type { VirtualMachineNetworkArgs } from "./network";
import type { PatchedBy, VirtualMachinePatchSettingsArgs } from "./patch-arguments";
import type { VirtualMachinePlacementArgs } from "./placement";
import type { VirtualMachineSecurityArgs } from "./security";

/** What a machine shows of its start. */
export interface VirtualMachineBootDiagnosticsArgs {
  /** Whether Azure keeps the console's text and picture. Defaults to `true`. */
  enabled?: pulumi.Input<boolean>;
  /** Address of the storage account that keeps them, such as `https://fleet.blob.core.windows.net/`. Left out, Azure's own does. */
  storageUri?: pulumi.Input<string>;
}

/** A role for the machine's system-assigned identity. */
export interface VirtualMachineRoleArgs {
  /** Display name of a built-in role, for example `Reader`, or id of a role definition. Changing it replaces the assignment. */
  role: pulumi.Input<string>;
  /** Id of what the role is given on: a resource, a resource group or a subscription. Changing it replaces the assignment. */
  scope: pulumi.Input<string>;
}

/** What virtual machines of both operating systems take. */
export interface VirtualMachineArgs {
  /** Resource group of the machine and everything that belongs to it. Changing it replaces them. */
  resourceGroupName: pulumi.Input<string>;
  /** Id of the subnet in which the machine stands. */
  subnetId: pulumi.Input<string>;
  /** Marketplace image, `publisher:offer:sku` or `publisher:offer:sku:version`. The version defaults to `latest`. Azure refuses a change. */
  image: pulumi.Input<string>;
  /** Name of the administrator. Azure refuses a change. */
  adminUsername: pulumi.Input<string>;
  /** Name of the machine in Azure. Defaults to a name made from the component's. Changing it replaces the machine. */
  vmName?: pulumi.Input<string>;
  /** Name of the machine inside its operating system. Defaults to one made from the component's name. Azure refuses a change. */
  computerName?: pulumi.Input<string>;
  /** Azure region. Defaults to the stack's `azure-native:location`, else to the resource group's region. Changing it replaces the machine. */
  location?: pulumi.Input<string>;
  /** Size of the machine. Defaults to `Standard_D2s_v5`. A change restarts it. */
  size?: pulumi.Input<string>;
  /** Availability zone: `1`, `2` or `3`. Defaults to none. Azure refuses a change. */
  zone?: pulumi.Input<string>;
  /** Where the machine stands beside its zone: sets, groups, hosts. Defaults to `{}`. */
  placement?: VirtualMachinePlacementArgs;
  /** How the machine starts and what its host encrypts. Defaults to `{}`. */
  security?: VirtualMachineSecurityArgs;
  /** How the machine stands in its subnet. Defaults to `{}`. */
  network?: VirtualMachineNetworkArgs;
  /** Disk of the operating system. Defaults to `{}`. */
  osDisk?: VirtualMachineOsDiskArgs;
  /** Data disks, each by a key of your own. Defaults to none. Changing a key replaces its disk. */
  dataDisks?: Record<string, VirtualMachineDataDiskArgs>;
  /** Whether the machine can hold ultra disks. Defaults to `true` where `dataDisks` make one, else to none. A change needs a machine that is deallocated. */
  ultraDisksSupported?: pulumi.Input<boolean>;
  /** Extensions of the machine, each by a key of your own. Defaults to none. Changing a key replaces its extension, in two steps: a machine has one extension of each kind, so take the old one out first. */
  extensions?: Record<string, VirtualMachineExtensionArgs>;
  /** What a machine shows of its start. Defaults to `{}`: Azure keeps it. */
  bootDiagnostics?: VirtualMachineBootDiagnosticsArgs;
  /** Licence that you bring: `Windows_Server` or `Windows_Client`; `RHEL_BYOS`, `SLES_BYOS` and others on Linux. Defaults to none: Azure's price has it. */
  licenseType?: pulumi.Input<string>;
  /** Text that the machine is given with its first start, such as cloud-init's, up to 64 kilobytes in base 64. It is kept as a secret. Defaults to none. Azure refuses a change. */
  customData?: pulumi.Input<string>;
  /** Text that everybody in the machine can read from its metadata service, so no secret, up to 64 kilobytes in base 64. Defaults to none. */
  userData?: pulumi.Input<string>;
  /** Whether the machine has an identity of its own. Defaults to `false`. */
  systemAssignedIdentityEnabled?: boolean;
  /** Ids of user-assigned identities. Defaults to none. */
  userAssignedIdentityIds?: pulumi.Input<string>[];
  /** Roles for the system-assigned identity, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  roleAssignments?: Record<string, VirtualMachineRoleArgs>;
  /** Who installs patches; one of `PatchedBy`. Defaults to `Platform`, the only one that needs nothing else to keep the machine patched. */
  patchedBy?: PatchedBy;
  /** Patch settings in Azure's own words; what is set here is sent instead of what `patchedBy` means. With a patch mode and no `patchedBy` nothing else is derived. Defaults to `{}`. */
  patchSettings?: VirtualMachinePatchSettingsArgs;
  /** Says that Azure patches machines of this image although it is in no list that is known here. Defaults to `false`. Changing it changes nothing in Azure. */
  imageSupportAsserted?: boolean;
  /** A lock against deletion of the machine and its extensions; disks and network interface are not under it. Left out, there is none. */
  deletionLock?: DeletionLockArgs;
  /** Tags of everything that the component makes. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
