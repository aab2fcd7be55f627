import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import type { DiskPlace } from "./replication-notes";

const bytesPerGB = 1024 ** 3;

/** The managed disks of a machine, that of the operating system first. */
export function placesOfDisks(machine: StoredResource): DiskPlace[] {
  const profile = asObject(valueAt(machine, "properties.storageProfile"));
  return [profile.osDisk, ...asArray(profile.dataDisks)].flatMap((disk, i) => {
    const id = asText(valueAt(disk, "managedDisk.id"));
    const lun = i === 0 ? null : Number(asObject(disk).lun ?? 0);
    const caching = asText(asObject(disk).caching) ?? "None";
    return id === undefined ? [] : [{ id, lun, caching }];
  });
}

/**
 * What an item tells of a disk that it replicates. Source: Site Recovery API,
 * `A2AProtectedManagedDiskDetails`; the name of the replica: learn.microsoft.com
 * site-recovery/azure-to-azure-how-to-reprotect.
 *
 * @param input - `A2AVmManagedDiskInputDetails`, or as much of it as is known.
 */
export function protectedDisk(platform: Platform, input: JsonObject): JsonObject {
  const diskId = asText(input.diskId) ?? "";
  const disk = platform.estate.get(diskId);
  const name = diskId.slice(diskId.lastIndexOf("/") + 1);
  const type = asText(valueAt(disk, "sku.name"));
  const sizeInGB = valueAt(disk, "properties.diskSizeGB");
  const group = asText(input.recoveryResourceGroupId) ?? "";
  const target = asText(input.failoverDiskName) ?? name;
  const disks = `${group}/providers/Microsoft.Compute/disks`;
  return withoutUndefined({
    ...input,
    diskEncryptionInfo: undefined,
    diskId,
    diskName: name,
    diskCapacityInBytes: typeof sizeInGB === "number" ? sizeInGB * bytesPerGB : undefined,
    diskType: type,
    recoveryReplicaDiskAccountType: input.recoveryReplicaDiskAccountType ?? type,
    recoveryTargetDiskAccountType: input.recoveryTargetDiskAccountType ?? type,
    recoveryReplicaDiskId: `${disks}/${target}-ASRReplica`,
    recoveryTargetDiskId: `${disks}/${target}`,
    primaryDiskEncryptionSetId: valueAt(disk, "properties.encryption.diskEncryptionSetId"),
    diskState: "Protected",
    resyncRequired: false,
    dataPendingAtSourceAgentInMB: 0,
    dataPendingInStagingStorageAccountInMB: 0,
    allowedDiskLevelOperation: [],
    ...encryptionOf(input.diskEncryptionInfo),
  });
}

/** `DiskEncryptionInfo` as a disk's details tell it: addresses of keys, which are no secrets themselves. */
export function encryptionOf(encryption: unknown): JsonObject {
  const secret = asObject(asObject(encryption).diskEncryptionKeyInfo);
  const key = asObject(asObject(encryption).keyEncryptionKeyInfo);
  return {
    isDiskEncrypted: secret.secretIdentifier !== undefined,
    secretIdentifier: secret.secretIdentifier,
    dekKeyVaultArmId: secret.keyVaultResourceArmId,
    isDiskKeyEncrypted: key.keyIdentifier !== undefined,
    keyIdentifier: key.keyIdentifier,
    kekKeyVaultArmId: key.keyVaultResourceArmId,
  };
}

/** The data disks of a machine that are not replicated. Source: Site Recovery API, `A2AUnprotectedDiskDetails`. */
export function unprotectedDisks(
  machine: StoredResource | undefined,
  disks: readonly unknown[],
): JsonObject[] {
  return machine === undefined
    ? []
    : placesOfDisks(machine)
        .filter(({ id }) => !disks.some((disk) => isDisk(disk, id)))
        .flatMap(({ lun }) => (lun === null ? [] : [{ diskLunId: lun }]));
}

export function isDisk(disk: unknown, id: string): boolean {
  return sameId(asText(valueAt(disk, "diskId")) ?? "", id);
}
