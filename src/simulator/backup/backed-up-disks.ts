import { isBackedUp } from "../../azure/backed-up-machine";
import type { StoredResource } from "../estate";
import { asArray, asObject, type JsonObject, valueAt } from "../json";

/*
 * The disks of a machine that are backed up: all, or the system's with some of the data disks.
 * Source: learn.microsoft.com backup/selective-disk-backup-restore, backup/backup-azure-arm-userestapi-backupazurevms.
 */

const exclusionPath = "diskExclusionProperties";

/** What is kept of what a write says of disks: nothing when all are backed up (`null` after a reset). */
export function diskSettings(extended: unknown): JsonObject {
  const exclusion = valueAt(extended, exclusionPath);
  return exclusion === undefined || exclusion === null
    ? {}
    : { extendedProperties: asObject(extended) };
}

/** Those of a machine's disks that an item backs up; the system's, which has no number, is always among them. */
export function withoutExcluded<T extends { readonly lun?: unknown }>(
  item: StoredResource,
  disks: readonly T[],
): T[] {
  const exclusion = valueAt(item, `properties.extendedProperties.${exclusionPath}`);
  if (exclusion === undefined || exclusion === null) {
    return [...disks];
  }
  const luns = asArray(valueAt(exclusion, "diskLunList")) as number[];
  const isInclusion = valueAt(exclusion, "isInclusionList") === true;
  return disks.filter(({ lun }) =>
    isBackedUp(
      typeof lun === "number" ? lun : undefined,
      isInclusion ? { includedDiskLuns: luns } : { excludedDiskLuns: luns },
    ),
  );
}
