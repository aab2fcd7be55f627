import { deterministicGuid } from "../../azure/guid";
import { diskType } from "../compute/disks";
import type { StoredResource } from "../estate";
import { asArray, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import type { Platform } from "../operation";
import type { RestorableDisk } from "./recovery-point-store";
import type { RestoreOrder } from "./restore-order";

/** The disks of a machine as a recovery point keeps them, that of the operating system first. */
export function restorableDisks(
  { estate }: Pick<Platform, "estate">,
  machine: StoredResource,
): RestorableDisk[] {
  const profile = valueAt(machine, "properties.storageProfile");
  return [valueAt(profile, "osDisk"), ...asArray(valueAt(profile, "dataDisks"))].map((disk) => {
    const stored = estate.get(asText(valueAt(disk, "managedDisk.id")) ?? "");
    const lun = valueAt(disk, "lun");
    return {
      ...(typeof lun === "number" ? { lun } : {}),
      sizeInGiB: Number(
        valueAt(stored, "properties.diskSizeGB") ?? valueAt(disk, "diskSizeGB") ?? 30,
      ),
      storageType: asText(valueAt(stored, "sku.name")) ?? "Standard_LRS",
    };
  });
}

/**
 * The name of a restored disk: of its machine and the time, as real restored disks have it, for
 * example `machine1-osdisk-20261101-080000`. An assumption as far as no document says so.
 */
function diskName(order: RestoreOrder, { lun }: RestorableDisk): string {
  const time = order.orderedAt.slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const role = lun === undefined ? "osdisk" : `datadisk-${String(lun).padStart(3, "0")}`;
  return `${order.machineName}-${role}-${time}`;
}

/** Makes the disks of a restore, attached to nothing, and answers them in the recovery point's order. */
export function putRestoredDisks(platform: Platform, order: RestoreOrder): StoredResource[] {
  return (order.point.disks ?? []).map((disk) => {
    const name = diskName(order, disk);
    const made = restoredDisk(platform, order, disk, name);
    platform.estate.put(made);
    return made;
  });
}

function restoredDisk(
  platform: Platform,
  order: RestoreOrder,
  disk: RestorableDisk,
  name: string,
): StoredResource {
  const id = `${order.targetGroupId ?? ""}/providers/${diskType}/${name}`;
  const zones = order.zones ?? order.point.zones;
  const instant = platform.estate.get(order.point.restorePointId)?.id;
  return withoutUndefined({
    id,
    name,
    type: diskType,
    location: order.region,
    zones,
    sku: { name: disk.storageType, tier: disk.storageType.split("_")[0] },
    properties: withoutUndefined({
      osType: disk.lun === undefined ? order.point.operatingSystem : undefined,
      creationData: withoutUndefined({
        createOption: instant === undefined ? "Upload" : "Restore",
        sourceResourceId: instant,
      }),
      diskSizeGB: disk.sizeInGiB,
      diskState: "Unattached",
      encryption: { type: "EncryptionAtRestWithPlatformKey" },
      timeCreated: platform.clock.now().toISOString(),
      uniqueId: deterministicGuid("disk id", id),
      publicNetworkAccess: "Enabled",
      provisioningState: "Succeeded",
    }),
  });
}

/** A machine's entry for a disk that is attached to it. */
export function attachedEntry(disk: StoredResource, kept: JsonObject, caching: string): JsonObject {
  return {
    ...kept,
    name: disk.name,
    createOption: "Attach",
    caching: kept.caching ?? caching,
    deleteOption: kept.deleteOption ?? "Detach",
    diskSizeGB: valueAt(disk, "properties.diskSizeGB"),
    managedDisk: { id: disk.id, storageAccountType: valueAt(disk, "sku.name") },
  };
}

/** Says in a disk whose it is; `undefined` for nobody's. */
export function setDiskOwner(
  { estate }: Pick<Platform, "estate">,
  diskId: string,
  managedBy: string | undefined,
): void {
  const disk = estate.get(diskId);
  if (disk !== undefined) {
    estate.put(
      withoutUndefined({
        ...disk,
        managedBy,
        properties: {
          ...(disk.properties as JsonObject),
          diskState: managedBy === undefined ? "Unattached" : "Attached",
        },
      }),
    );
  }
}
