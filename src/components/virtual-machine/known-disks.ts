import type * as pulumi from "@pulumi/pulumi";
import { knownMachines } from "../shared/backup-facts";
import { defaultStorageType, type DiskArguments } from "./disk-arguments";

/** Keeps of a machine of this program what matters to its backup, by the output of its id. */
export function rememberDisks(
  virtualMachineId: pulumi.Output<string>,
  { osDisk = {}, dataDisks = {}, security }: DiskArguments,
): void {
  knownMachines.remember(virtualMachineId, {
    securityType: security?.type,
    ephemeralPlacement: osDisk.ephemeralPlacement,
    disks: [
      { name: "osDisk", sizeInGiB: osDisk.sizeInGigabytes },
      ...Object.entries(dataDisks).map(([name, disk]) => ({
        name,
        lun: disk.lun,
        sizeInGiB: disk.sizeInGigabytes,
        // Of a disk that exists Azure alone knows it.
        storageType:
          disk.existingDiskId === undefined ? (disk.storageType ?? defaultStorageType) : undefined,
      })),
    ],
  });
}
