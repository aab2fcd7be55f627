import { Disk, VirtualMachine } from "@pulumi/azure-native/compute";
import { NetworkInterface } from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { OperatingSystem } from "../../azure/guest-patching";
import { parseImageUrn } from "../../azure/images";
import { regionFindings, zoneFindings } from "../../azure/regions";
import { resourceIdFindings } from "../../azure/resource-id";
import {
  adminUsernameFindings,
  computerNameFindings,
  computerNameFrom,
  dataDiskFindings,
} from "../../azure/virtual-machine";
import { choiceFindings } from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import {
  identityArguments,
  identityIdRules,
  principalIdOf,
  readVirtualMachine,
} from "../shared/identity";
import { isPlain, mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import type { PatchedBy, VirtualMachinePatchSettingsArgs } from "./patch-arguments";

/** The disk that holds the operating system. */
export interface VirtualMachineOsDiskArgs {
  /** Kind of storage, such as `Premium_LRS` or `StandardSSD_ZRS`. Defaults to `Premium_LRS`. */
  storageType?: pulumi.Input<string>;
  /** Size in gigabytes, at least the image's. Defaults to the image's. It can grow, not shrink. */
  sizeInGigabytes?: pulumi.Input<number>;
  /** Whether the disk goes when the machine goes. Defaults to `true`: the disk is not a resource of the stack, so it would be left behind unseen. */
  deletedWithMachine?: pulumi.Input<boolean>;
}

/** A data disk: a resource of its own, which stays when the machine is replaced. */
export interface VirtualMachineDataDiskArgs {
  /** Logical unit number under which the machine sees the disk, 0 to 63, each once. */
  lun: pulumi.Input<number>;
  /** Size in gigabytes. It can grow, not shrink. */
  sizeInGigabytes: pulumi.Input<number>;
  /** Kind of storage, such as `Premium_LRS` or `StandardSSD_ZRS`. Defaults to `Premium_LRS`. */
  storageType?: pulumi.Input<string>;
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
  /** Disk of the operating system. Defaults to `{}`. */
  osDisk?: VirtualMachineOsDiskArgs;
  /** Data disks, each by a key of your own. Defaults to none. Changing a key replaces its disk. */
  dataDisks?: Record<string, VirtualMachineDataDiskArgs>;
  /** Whether the machine has an identity of its own. Defaults to `false`. */
  systemAssignedIdentityEnabled?: boolean;
  /** Ids of user-assigned identities. Defaults to none. */
  userAssignedIdentityIds?: pulumi.Input<string>[];
  /** Who installs patches; one of `PatchedBy`. Defaults to `Platform`, the only one that needs nothing else to keep the machine patched. */
  patchedBy?: PatchedBy;
  /** Patch settings in Azure's own words; what is set here is sent instead of what `patchedBy` means. With a patch mode and no `patchedBy` nothing else is derived. Defaults to `{}`. */
  patchSettings?: VirtualMachinePatchSettingsArgs;
  /** Says that Azure patches machines of this image although it is in no list that is known here. Defaults to `false`. Changing it changes nothing in Azure. */
  imageSupportAsserted?: boolean;
  /** Tags of everything that the component makes. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** What is known of a machine that is being made. */
export interface Machine {
  readonly virtualMachineId: pulumi.Output<string>;
  readonly virtualMachineName: pulumi.Output<string>;
  readonly networkInterfaceId: pulumi.Output<string>;
  /** The machine's first private address. */
  readonly privateIpAddress: pulumi.Output<string>;
}

/** What differs between the operating systems. */
export interface Guest {
  /** As azure-native takes it. */
  readonly osProfile: {
    readonly computerName: pulumi.Input<string>;
    readonly adminUsername: pulumi.Input<string>;
    readonly adminPassword?: pulumi.Input<string>;
    readonly linuxConfiguration?: object;
    readonly windowsConfiguration?: object;
  };
  readonly hooks?: pulumi.ResourceHookBinding | undefined;
}

/** Makes network interface, data disks and machine, named after `name`. */
export function makeMachine(
  name: string,
  args: VirtualMachineArgs,
  { osProfile, hooks }: Guest,
  opts: ChildOptions,
): Machine {
  const { resourceGroupName, location, tags, zone, osDisk = {} } = args;
  const zones = zone === undefined ? undefined : [zone];
  const networkInterface = new NetworkInterface(
    `${name}-nic`,
    {
      resourceGroupName,
      location,
      ipConfigurations: [
        {
          name: "primary",
          subnet: { id: args.subnetId },
          privateIPAllocationMethod: "Dynamic",
        },
      ],
      tags,
    },
    opts,
  );
  const dataDisks = Object.entries(args.dataDisks ?? {}).map(([key, disk]) => ({
    lun: disk.lun,
    createOption: "Attach",
    managedDisk: { id: makeDataDisk(`${name}-disk-${key}`, disk, args, opts).id },
  }));
  const systemAssigned = args.systemAssignedIdentityEnabled ?? false;
  const userAssignedCount = args.userAssignedIdentityIds?.length ?? 0;
  const virtualMachine = new VirtualMachine(
    `${name}-vm`,
    {
      resourceGroupName,
      vmName: args.vmName,
      location,
      zones,
      hardwareProfile: { vmSize: args.size ?? "Standard_D2s_v5" },
      storageProfile: {
        imageReference: mapInput(args.image, imageReference),
        osDisk: {
          createOption: "FromImage",
          caching: "ReadWrite",
          deleteOption: mapInput(osDisk.deletedWithMachine ?? true, (deleted) =>
            deleted ? "Delete" : "Detach",
          ),
          diskSizeGB: osDisk.sizeInGigabytes,
          managedDisk: { storageAccountType: osDisk.storageType ?? "Premium_LRS" },
        },
        dataDisks: dataDisks.length === 0 ? undefined : dataDisks,
      },
      osProfile,
      networkProfile: { networkInterfaces: [{ id: networkInterface.id, primary: true }] },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      identity:
        systemAssigned || userAssignedCount > 0
          ? identityArguments({ systemAssigned, userAssignedCount }, args.userAssignedIdentityIds)
          : undefined,
      tags,
    },
    hooks === undefined ? opts : { ...opts, hooks },
  );
  return {
    virtualMachineId: virtualMachine.id,
    virtualMachineName: virtualMachine.name,
    networkInterfaceId: networkInterface.id,
    privateIpAddress: networkInterface.ipConfigurations.apply(
      (configurations) => configurations?.[0]?.privateIPAddress ?? "",
    ),
  };
}

/** Object id of the machine's system-assigned identity; empty when it is not asked for. */
export function machinePrincipalId(
  { virtualMachineId }: Machine,
  args: VirtualMachineArgs,
  subject: string,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string> {
  return args.systemAssignedIdentityEnabled === true
    ? principalIdOf(readVirtualMachine(virtualMachineId, opts), subject, () => [])
    : pulumi.output("");
}

/** Name of the machine inside its operating system. */
export function computerNameOf(
  operatingSystem: OperatingSystem,
  name: string,
  args: VirtualMachineArgs,
): pulumi.Input<string> {
  return args.computerName ?? computerNameFrom(operatingSystem, name);
}

/** The rules on what both operating systems take, those about patching apart. */
export function machineRules(operatingSystem: OperatingSystem, args: VirtualMachineArgs): Rule[] {
  const { location, zone, subnetId, dataDisks } = args;
  return [
    // Most often an output of a subnet, whose id is right: an apply for each machine would add up.
    ...(isPlain(subnetId)
      ? ruleOn(subnetId, (id) =>
          resourceIdFindings(id, "subnetId", "Microsoft.Network/virtualNetworks/subnets"),
        )
      : []),
    ...ruleOn(args.adminUsername, (known) =>
      adminUsernameFindings(operatingSystem, known, "adminUsername"),
    ),
    ...ruleOn(args.computerName, (known) =>
      computerNameFindings(operatingSystem, known, "computerName"),
    ),
    ...ruleOn(location, (known) => regionFindings(known, "location")),
    ...(location === undefined
      ? ruleOn(zone, (known) => choiceFindings(known, zoneWords, "zone"))
      : zone === undefined
        ? []
        : [rule({ location, zone }, (known) => zoneFindings(known.location, known.zone, "zone"))]),
    ...(dataDisks === undefined
      ? []
      : [rule({ dataDisks }, (known) => dataDiskFindings(known.dataDisks, "dataDisks"))]),
    ...identityIdRules(args.userAssignedIdentityIds),
  ];
}

/** Zones of a region that has any; which one is the default region is known to the provider alone. */
const zoneWords = ["1", "2", "3"];

function makeDataDisk(
  name: string,
  disk: VirtualMachineDataDiskArgs,
  args: VirtualMachineArgs,
  opts: ChildOptions,
): Disk {
  return new Disk(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      zones: args.zone === undefined ? undefined : [args.zone],
      creationData: { createOption: "Empty" },
      diskSizeGB: disk.sizeInGigabytes,
      sku: { name: disk.storageType ?? "Premium_LRS" },
      tags: args.tags,
    },
    opts,
  );
}

function imageReference(urn: string): {
  publisher: string;
  offer: string;
  sku: string;
  version: string;
} {
  const { publisher, offer, sku, version } = parseImageUrn(urn);
  return { publisher, offer, sku, version: version ?? "latest" };
}
