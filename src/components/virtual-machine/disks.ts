import { Disk } from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import {
  dataDiskCountFindings,
  dataDiskSettingsFindings,
  systemDiskFindings,
} from "../../azure/machine-disks";
import {
  cachingModes,
  ephemeralPlacements,
  isInEveryZone,
  managedDiskTypes,
  performanceTiers,
} from "../../azure/managed-disk-types";
import { resourceIdFindings } from "../../azure/resource-id";
import { dataDiskFindings } from "../../azure/virtual-machine";
import {
  choiceFindings,
  excludedArgumentFindings,
  missingArgumentFindings,
} from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import { isPlain, mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import { diskHooks } from "./change-hooks";
import { type VirtualMachineSecurityArgs, confidentialDiskProfile } from "./security";

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

const defaultStorageType = "Premium_LRS";
export const defaultSize = "Standard_D2s_v5";

/** Azure's words, which the SDK types as enums of these very values. */
type Caching = pulumi.Input<"None" | "ReadOnly" | "ReadWrite">;

/** The operating system's disk as azure-native takes it. */
export function osDiskInputs({ osDisk = {}, security }: DiskArguments) {
  const { name, writeAcceleratorEnabled, diskEncryptionSetId, ephemeralPlacement } = osDisk;
  const confidential = confidentialDiskProfile(security, diskEncryptionSetId);
  const ephemeral = ephemeralPlacement !== undefined;
  return {
    ...(name !== undefined && { name }),
    createOption: "FromImage",
    caching: (osDisk.caching ?? (ephemeral ? "ReadOnly" : "ReadWrite")) as Caching,
    deleteOption: mapInput(osDisk.deletedWithMachine ?? true, (deleted) =>
      deleted ? "Delete" : "Detach",
    ),
    diskSizeGB: osDisk.sizeInGigabytes,
    ...(writeAcceleratorEnabled !== undefined && { writeAcceleratorEnabled }),
    ...(ephemeral && { diffDiskSettings: { option: "Local", placement: ephemeralPlacement } }),
    managedDisk: {
      storageAccountType: osDisk.storageType ?? defaultStorageType,
      ...(confidential !== undefined && { securityProfile: confidential.securityProfile }),
      ...(diskEncryptionSetId !== undefined &&
        confidential?.diskEncrypted !== true && {
          diskEncryptionSet: { id: diskEncryptionSetId },
        }),
    },
  };
}

/** Makes the data disks, and answers all of a machine's as azure-native attaches them. */
export function attachDataDisks(name: string, args: DiskArguments, opts: ChildOptions) {
  return Object.entries(args.dataDisks ?? {}).map(([key, disk]) => ({
    lun: disk.lun,
    createOption: "Attach",
    ...(disk.caching !== undefined && { caching: disk.caching as Caching }),
    ...(disk.writeAcceleratorEnabled !== undefined && {
      writeAcceleratorEnabled: disk.writeAcceleratorEnabled,
    }),
    managedDisk: {
      id: disk.existingDiskId ?? makeDataDisk(`${name}-disk-${key}`, disk, args, opts).id,
    },
  }));
}

/** Whether the machine must be able to hold ultra disks; `undefined` where none is made. */
export function ultraDiskSupport({
  dataDisks = {},
}: DiskArguments): pulumi.Input<boolean> | undefined {
  const types = Object.values(dataDisks).flatMap(({ storageType }) => storageType ?? []);
  const isUltra = (type: string): boolean => type === "UltraSSD_LRS";
  if (types.some((type) => typeof type === "string" && isUltra(type))) {
    return true;
  }
  return types.every(isPlain) ? undefined : pulumi.all(types).apply((known) => known.some(isUltra));
}

/** The rules on all disks of a machine. */
export function diskRules(args: DiskArguments): Rule[] {
  const { osDisk, dataDisks, size = defaultSize, location, zone } = args;
  return [
    // What is not asked for is right with the size that is not asked for.
    ...(osDisk === undefined && args.size === undefined ? [] : osDiskRules(osDisk ?? {}, size)),
    ...(dataDisks === undefined
      ? []
      : [
          rule({ luns: mapDisks(dataDisks, ({ lun }) => ({ lun })) }, ({ luns }) =>
            dataDiskFindings(luns, "dataDisks"),
          ),
          ...ruleOn(size, (known) =>
            dataDiskCountFindings(Object.keys(dataDisks).length, known, "dataDisks"),
          ),
          ...Object.entries(dataDisks).flatMap(([key, disk]) =>
            dataDiskRules(disk, { size, location, zone }, `dataDisks.${key}`),
          ),
        ]),
  ];
}

function osDiskRules(osDisk: VirtualMachineOsDiskArgs, size: pulumi.Input<string>): Rule[] {
  const { storageType = defaultStorageType, ephemeralPlacement, deletedWithMachine } = osDisk;
  const disk = { ...commonSettings(osDisk), storageType, ephemeralPlacement, deletedWithMachine };
  return [
    ...wordRules(osDisk, "osDisk"),
    ...ruleOn(osDisk.ephemeralPlacement, (known) =>
      choiceFindings(known, ephemeralPlacements, "osDisk.ephemeralPlacement"),
    ),
    rule({ disk, size }, (known) => systemDiskFindings(known.disk, { size: known.size }, "osDisk")),
    ...encryptionSetRules(osDisk.diskEncryptionSetId, "osDisk"),
  ];
}

function dataDiskRules(
  disk: VirtualMachineDataDiskArgs,
  holder: {
    readonly size: pulumi.Input<string>;
    readonly location: pulumi.Input<string> | undefined;
    readonly zone: pulumi.Input<string> | undefined;
  },
  path: string,
): Rule[] {
  const { existingDiskId, performanceTier, iops, throughputInMegabytesPerSecond } = disk;
  const settings = {
    ...commonSettings(disk),
    storageType:
      disk.storageType ?? (existingDiskId === undefined ? defaultStorageType : undefined),
    performanceTier,
    iops,
    throughputInMegabytesPerSecond,
  };
  return [
    rule({}, () => [
      ...missingArgumentFindings(disk, "sizeInGigabytes", "existingDiskId", path),
      ...excludedArgumentFindings(
        disk,
        "existingDiskId",
        propertiesOfMadeDisk,
        "a disk that exists is attached as it is",
        path,
      ),
    ]),
    ...ruleOn(existingDiskId, (id) =>
      resourceIdFindings(id, `${path}.existingDiskId`, "Microsoft.Compute/disks"),
    ),
    ...wordRules(disk, path),
    ...ruleOn(disk.performanceTier, (known) =>
      choiceFindings(known, performanceTiers, `${path}.performanceTier`),
    ),
    rule({ settings, holder }, (known) =>
      dataDiskSettingsFindings(known.settings, known.holder, path),
    ),
    ...encryptionSetRules(disk.diskEncryptionSetId, path),
  ];
}

/** What the rules on settings need of both kinds of disks: names and ids can be outputs without harm. */
function commonSettings(disk: VirtualMachineOsDiskArgs | VirtualMachineDataDiskArgs) {
  const { sizeInGigabytes, caching, writeAcceleratorEnabled } = disk;
  return { sizeInGigabytes, caching, writeAcceleratorEnabled };
}

const propertiesOfMadeDisk = [
  "sizeInGigabytes",
  "name",
  "storageType",
  "diskEncryptionSetId",
  "performanceTier",
  "iops",
  "throughputInMegabytesPerSecond",
];

/** The rules on the words that both kinds of disks take. */
function wordRules(
  disk: Pick<VirtualMachineOsDiskArgs, "storageType" | "caching">,
  path: string,
): Rule[] {
  return [
    ...ruleOn(disk.storageType, (known) =>
      choiceFindings(known, Object.keys(managedDiskTypes), `${path}.storageType`),
    ),
    ...ruleOn(disk.caching, (known) => choiceFindings(known, cachingModes, `${path}.caching`)),
  ];
}

function encryptionSetRules(id: pulumi.Input<string> | undefined, path: string): Rule[] {
  return ruleOn(id, (known) =>
    resourceIdFindings(
      known,
      `${path}.diskEncryptionSetId`,
      "Microsoft.Compute/diskEncryptionSets",
    ),
  );
}

function makeDataDisk(
  name: string,
  disk: VirtualMachineDataDiskArgs,
  args: DiskArguments,
  opts: ChildOptions,
): Disk {
  const { iops, throughputInMegabytesPerSecond, performanceTier, diskEncryptionSetId } = disk;
  const storageType = disk.storageType ?? defaultStorageType;
  const hooks = diskHooks();
  return new Disk(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      ...(disk.name !== undefined && { diskName: disk.name }),
      location: args.location,
      zones: zonesOf(storageType, args.zone),
      creationData: { createOption: "Empty" },
      diskSizeGB: disk.sizeInGigabytes,
      sku: { name: storageType },
      ...(performanceTier !== undefined && { tier: performanceTier }),
      ...(iops !== undefined && { diskIOPSReadWrite: iops }),
      ...(throughputInMegabytesPerSecond !== undefined && {
        diskMBpsReadWrite: throughputInMegabytesPerSecond,
      }),
      ...(diskEncryptionSetId !== undefined && {
        encryption: {
          type: "EncryptionAtRestWithCustomerKey",
          diskEncryptionSetId,
        },
      }),
      tags: args.tags,
    },
    hooks === undefined ? opts : { ...opts, hooks },
  );
}

/** A disk stands in its machine's zone, unless it is kept in all of them. */
function zonesOf(
  storageType: pulumi.Input<string>,
  zone: pulumi.Input<string> | undefined,
): pulumi.Input<pulumi.Input<string>[] | undefined> {
  return zone === undefined
    ? undefined
    : typeof storageType === "string"
      ? isInEveryZone(storageType)
        ? undefined
        : [zone]
      : pulumi
          .all([storageType, zone])
          .apply(([type, known]) => (isInEveryZone(type) ? undefined : [known]));
}

function mapDisks<T>(
  disks: Record<string, VirtualMachineDataDiskArgs>,
  map: (disk: VirtualMachineDataDiskArgs) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(disks).map(([key, disk]) => [key, map(disk)]));
}
