import { deterministicGuid } from "../../azure/guid";
import { isInEveryZone } from "../../azure/managed-disk-types";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, numberOf, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation, type Platform } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { type ResourceBody, resourceType } from "../resource-manager/resource-type";
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
    requireZoneForType(body, zones);
    requireNoShrinking(call, body, existing);
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

/** A disk that is in every zone stands in none. Text: Azure/terraform-azurerm-avm-res-compute-virtualmachine issue 236. */
function requireZoneForType(body: ResourceBody, zones: readonly string[]): void {
  const sku = asText(valueAt(body, "sku.name")) ?? "";
  if (isInEveryZone(sku) && zones.length > 0) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `A disk with sku '${sku}' cannot be created in an availability zone.`,
    );
  }
}

/** Text: MicrosoftDocs/azure-docs pull request 57951. */
function requireNoShrinking(
  call: Call,
  body: ResourceBody,
  existing: StoredResource | undefined,
): void {
  const sizeOf = (disk: unknown): number => numberOf(valueAt(disk, "properties.diskSizeGB") ?? 0);
  if (sizeOf(body) > 0 && sizeOf(body) < sizeOf(existing)) {
    throw new ArmError(
      409,
      "OperationNotAllowed",
      `The disk/snapshot resource with id ${call.path} cannot be resized down. Reducing disk/snapshot size is ` +
        "not supported in Azure to prevent data loss. If you do need to reduce the size of the disk, please " +
        "create new snapshot/disks with the appropriate size. More information is available at " +
        "https://aka.ms/AzureDisksFAQ",
    );
  }
}

/** The disk that a machine gets with its creation. */
export function newDisk(
  call: Platform,
  id: string,
  disk: JsonObject,
  machine: StoredResource,
): StoredResource {
  const image = valueAt(machine, "properties.storageProfile.imageReference");
  const fromImage = disk.createOption === "FromImage";
  const sku = asText(valueAt(disk, "managedDisk.storageAccountType")) ?? "Standard_LRS";
  const diskEncryptionSetId = asText(valueAt(disk, "managedDisk.diskEncryptionSet.id"));
  return withoutUndefined({
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: diskType,
    location: machine.location,
    tags: machine.tags,
    zones: isInEveryZone(sku) ? undefined : machine.zones,
    sku: skuOf(sku),
    properties: withoutUndefined({
      osType: disk.osType,
      hyperVGeneration: disk.osType === undefined ? undefined : "V2",
      creationData: withoutUndefined({
        createOption: fromImage ? "FromImage" : "Empty",
        imageReference: fromImage ? image : undefined,
      }),
      diskSizeGB: disk.diskSizeGB ?? 32,
      encryption:
        diskEncryptionSetId === undefined
          ? { type: "EncryptionAtRestWithPlatformKey" }
          : { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId },
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
