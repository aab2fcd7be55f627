import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation, type Platform } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { requireKnownZones, requireOneZone, zonesOf } from "../resource-manager/zones";
import { propertyChangeNotAllowed } from "./compute-errors";
import { diskExamples, working } from "./compute-work";

export const diskType = "Microsoft.Compute/disks";

/** Managed disks. */
export const diskOperations: Operation[] = resourceType({
  type: diskType,
  path: groupPath(`${diskType}/{diskName}`),
  location: "required",
  get: { id: "Disks_Get", witness: `${diskExamples}/diskExamples/Disk_Get.json` },
  put: {
    id: "Disks_CreateOrUpdate",
    witness: `${diskExamples}/diskExamples/Disk_Create_Empty.json`,
    created: 202,
    updated: 202,
    longRunning: working(5),
  },
  patch: {
    id: "Disks_Update",
    witness: `${diskExamples}/diskExamples/Disk_Update_ChangeTier.json`,
    updated: 202,
    longRunning: working(5),
  },
  delete: {
    id: "Disks_Delete",
    witness: `${diskExamples}/diskExamples/Disk_Delete.json`,
    longRunning: working(5),
  },
  lists: [
    {
      id: "Disks_ListByResourceGroup",
      path: groupPath(diskType),
      witness: `${diskExamples}/diskExamples/Disk_ListByResourceGroup.json`,
    },
    {
      id: "Disks_List",
      path: subscriptionPath(diskType),
      witness: `${diskExamples}/diskExamples/Disk_ListBySubscription.json`,
    },
  ],
  required: ["properties.creationData.createOption"],
  validate: (call, body, existing) => {
    const zones = zonesOf(body);
    requireKnownZones(call, diskType, asText(body.location) ?? "", zones);
    requireOneZone(call, zones);
    const before = existing === undefined ? [] : zonesOf(existing);
    if (existing !== undefined && body.zones !== undefined && zones.join() !== before.join()) {
      throw propertyChangeNotAllowed("zones");
    }
  },
  complete: (call, body, existing) => {
    const before = asObject(existing?.properties);
    return withoutUndefined({
      sku: skuOf(asText(valueAt(body, "sku.name")) ?? "Standard_LRS"),
      zones: body.zones ?? existing?.zones,
      managedBy: existing?.managedBy,
      properties: {
        encryption: { type: "EncryptionAtRestWithPlatformKey" },
        ...asObject(body.properties),
        diskState: before.diskState ?? "Unattached",
        timeCreated: before.timeCreated ?? call.clock.now().toISOString(),
        uniqueId: deterministicGuid("disk id", call.path),
        publicNetworkAccess: valueAt(body, "properties.publicNetworkAccess") ?? "Enabled",
      },
    });
  },
  beforeDelete: requireDetached,
});

/** The disk that a machine gets with its creation. */
export function newDisk(
  call: Platform,
  id: string,
  disk: JsonObject,
  machine: StoredResource,
): StoredResource {
  const image = valueAt(machine, "properties.storageProfile.imageReference");
  const fromImage = disk.createOption === "FromImage";
  return withoutUndefined({
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: diskType,
    location: machine.location,
    tags: machine.tags,
    zones: machine.zones,
    sku: skuOf(asText(valueAt(disk, "managedDisk.storageAccountType")) ?? "Standard_LRS"),
    properties: withoutUndefined({
      osType: disk.osType,
      hyperVGeneration: disk.osType === undefined ? undefined : "V2",
      creationData: withoutUndefined({
        createOption: fromImage ? "FromImage" : "Empty",
        imageReference: fromImage ? image : undefined,
      }),
      diskSizeGB: disk.diskSizeGB ?? 32,
      encryption: { type: "EncryptionAtRestWithPlatformKey" },
      timeCreated: call.clock.now().toISOString(),
      uniqueId: deterministicGuid("disk id", id),
      publicNetworkAccess: "Enabled",
      provisioningState: "Succeeded",
    }),
  });
}

export function skuOf(name: string): JsonObject {
  return { name, tier: name.split("_")[0] };
}

/** Text: ansible/ansible pull request 54644. */
function requireDetached(_call: Call, disk: StoredResource): void {
  const machine = asText(disk.managedBy);
  if (machine !== undefined) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `Disk ${disk.name} is attached to VM ${machine}.`,
    );
  }
}
