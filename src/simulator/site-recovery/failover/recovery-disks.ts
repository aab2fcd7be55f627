import { deterministicGuid } from "../../../azure/guid";
import { sameId } from "../../../azure/resource-id";
import { diskType, skuOf } from "../../compute/disks";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { newId, type RecoveryTarget, testName } from "./recovery-target";
import { placesOfDisks } from "./replicated-disks";
import { diskPlaces } from "./replication-notes";

const bytesPerGB = 1024 ** 3;

/** A disk in the profile of a machine that a failover makes; `lun` is left out for that of the system. */
interface MadeDisk {
  readonly lun: number | null;
  readonly profile: JsonObject;
}

/**
 * Makes the disks of a machine from its recovery point: only the disks that are replicated. Their names
 * are those of the settings, else those of the source's disks.
 *
 * @param made - Gets their ids.
 */
export function makeDisks(
  platform: Platform,
  item: StoredResource,
  target: RecoveryTarget,
  made: string[],
): MadeDisk[] {
  const places = diskPlaces(platform, item);
  return asArray(target.details.protectedManagedDisks).map((entry, i) => {
    const disk = asObject(entry);
    const diskId = asText(disk.diskId) ?? "";
    const place = places.find(({ id }) => sameId(id, diskId));
    const lun = place === undefined ? (i === 0 ? null : i - 1) : place.lun;
    const id = makeDisk(platform, target, disk, lun === null);
    made.push(id);
    return {
      lun,
      profile: withoutUndefined({
        ...(lun === null ? { osType: target.details.osType } : { lun, toBeDetached: false }),
        name: id.slice(id.lastIndexOf("/") + 1),
        createOption: "Attach",
        caching: place?.caching ?? (lun === null ? "ReadWrite" : "None"),
        deleteOption: "Detach",
        diskSizeGB: sizeOf(disk),
        managedDisk: withoutUndefined({
          id,
          storageAccountType: accountTypeOf(disk),
          diskEncryptionSet:
            disk.recoveryDiskEncryptionSetId === undefined
              ? undefined
              : { id: disk.recoveryDiskEncryptionSetId },
        }),
      }),
    };
  });
}

function makeDisk(
  platform: Platform,
  target: RecoveryTarget,
  disk: JsonObject,
  isSystemDisk: boolean,
): string {
  const isTest = target.kind === "test";
  const sourceName = asText(disk.diskName) ?? "";
  const groupId = asText(disk.recoveryResourceGroupId) ?? target.groupId;
  const id = newId(platform, groupId, diskType, {
    asked: asText(isTest ? disk.tfoDiskName : disk.failoverDiskName),
    usual: isTest ? testName(sourceName) : sourceName,
  });
  const setId = asText(disk.recoveryDiskEncryptionSetId);
  platform.estate.put(
    withoutUndefined({
      id,
      name: id.slice(id.lastIndexOf("/") + 1),
      type: diskType,
      location: target.location,
      zones: target.zone === undefined ? undefined : [target.zone],
      sku: skuOf(accountTypeOf(disk)),
      properties: withoutUndefined({
        osType: isSystemDisk ? target.details.osType : undefined,
        creationData: { createOption: "Copy", sourceResourceId: disk.recoveryReplicaDiskId },
        diskSizeGB: sizeOf(disk),
        encryption:
          setId === undefined
            ? { type: "EncryptionAtRestWithPlatformKey" }
            : { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: setId },
        encryptionSettingsCollection: encryptionSettingsOf(disk),
        timeCreated: platform.clock.now().toISOString(),
        uniqueId: deterministicGuid("disk id", id, platform.clock.now().toISOString()),
        publicNetworkAccess: "Enabled",
        provisioningState: "Succeeded",
      }),
    }),
  );
  return id;
}

/** The disks of a machine are made anew under their names, from another recovery point. */
export function renewDisks(platform: Platform, machine: StoredResource): void {
  const now = platform.clock.now().toISOString();
  for (const { id } of placesOfDisks(machine)) {
    const disk = platform.estate.get(id);
    if (disk !== undefined) {
      const uniqueId = deterministicGuid("disk id", id, now);
      const properties = { ...asObject(disk.properties), uniqueId, timeCreated: now };
      platform.estate.put({ ...disk, properties });
    }
  }
}

/** Keys of Azure Disk Encryption, as the settings name them for this side. Source: Compute API, `EncryptionSettingsCollection`. */
function encryptionSettingsOf(disk: JsonObject): JsonObject | undefined {
  if (disk.secretIdentifier === undefined) {
    return undefined;
  }
  const key = { keyUrl: disk.keyIdentifier, sourceVault: { id: disk.kekKeyVaultArmId } };
  return {
    enabled: true,
    encryptionSettings: [
      withoutUndefined({
        diskEncryptionKey: {
          secretUrl: disk.secretIdentifier,
          sourceVault: { id: disk.dekKeyVaultArmId },
        },
        keyEncryptionKey: disk.keyIdentifier === undefined ? undefined : key,
      }),
    ],
    encryptionSettingsVersion: "1.1",
  };
}

function accountTypeOf(disk: JsonObject): string {
  return asText(disk.recoveryTargetDiskAccountType) ?? "Standard_LRS";
}

function sizeOf(disk: JsonObject): number | undefined {
  const bytes = disk.diskCapacityInBytes;
  return typeof bytes === "number" ? bytes / bytesPerGB : undefined;
}
