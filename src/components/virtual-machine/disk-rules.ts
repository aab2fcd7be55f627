import type * as pulumi from "@pulumi/pulumi";
import {
  dataDiskCountFindings,
  dataDiskSettingsFindings,
  systemDiskFindings,
} from "../../azure/machine-disks";
import {
  cachingModes,
  ephemeralPlacements,
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
import { rule, ruleOn, type Rule } from "../shared/inputs";
import {
  defaultSize,
  defaultStorageType,
  type DiskArguments,
  type VirtualMachineDataDiskArgs,
  type VirtualMachineOsDiskArgs,
} from "./disk-arguments";

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

function mapDisks<T>(
  disks: Record<string, VirtualMachineDataDiskArgs>,
  map: (disk: VirtualMachineDataDiskArgs) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(disks).map(([key, disk]) => [key, map(disk)]));
}
