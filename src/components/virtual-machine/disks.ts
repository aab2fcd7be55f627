import { Disk } from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import { isInEveryZone } from "../../azure/managed-disk-types";
import type { ChildOptions } from "../shared/child-options";
import { isPlain, mapInput } from "../shared/inputs";
import { diskHooks } from "./change-hooks";
import {
  defaultStorageType,
  type DiskArguments,
  type VirtualMachineDataDiskArgs,
} from "./disk-arguments";
import { confidentialDiskProfile } from "./security";

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
