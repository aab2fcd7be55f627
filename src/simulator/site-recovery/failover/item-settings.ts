import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import { asArray, asObject, asText, type JsonObject, without, withoutUndefined } from "../../json";
import { withDetails } from "../mobility-agent";
import { invalidInput } from "../site-recovery-errors";
import { detailsOf } from "./item-state";
import { encryptionOf, isDisk } from "./replicated-disks";

/**
 * An item with other settings. What is sent under one name comes back under another.
 * Source: Site Recovery API, `UpdateReplicationProtectedItemInput` and
 * `A2AUpdateReplicationProtectedItemInput` beside `A2AReplicationDetails`.
 *
 * @param properties - The `properties` of the body.
 */
export function withSettings(item: StoredResource, properties: JsonObject): StoredResource {
  const { providerSpecificDetails, vmNics, recoveryAvailabilitySetId, ...settings } = properties;
  const sent = asObject(providerSpecificDetails);
  const { managedDiskUpdateDetails, recoveryResourceGroupId, diskEncryptionInfo, ...others } = sent;
  const details = detailsOf(item);
  const networkId = asText(settings.selectedRecoveryAzureNetworkId);
  return withDetails(
    item,
    withoutUndefined({
      ...settings,
      ...without(others, "instanceType"),
      recoveryAvailabilitySet: recoveryAvailabilitySetId,
      recoveryAzureResourceGroupId: recoveryResourceGroupId,
      recoveryResourceGroupId,
      vmNics: nicsWith(item, asArray(details.vmNics).map(asObject), asArray(vmNics), networkId),
      protectedManagedDisks: disksWith(
        item,
        asArray(details.protectedManagedDisks).map(asObject),
        asArray(managedDiskUpdateDetails),
        diskEncryptionInfo,
      ),
    }),
  );
}

/** `VMNicInputDetails` by `VMNicDetails`; a property that is not sent stays. */
function nicsWith(
  item: StoredResource,
  nics: readonly JsonObject[],
  changes: readonly unknown[],
  networkId: string | undefined,
): JsonObject[] {
  const wanted = changes.map(asObject);
  const isOf = (nic: JsonObject, change: JsonObject): boolean =>
    sameId(asText(nic.nicId) ?? "", asText(change.nicId) ?? "");
  const unknown = wanted.find((change) => !nics.some((nic) => isOf(nic, change)));
  if (unknown !== undefined) {
    throw invalidInput(
      `The network interface '${asText(unknown.nicId) ?? ""}' is not of the machine of the protected item '${item.name}'.`,
      "Retry the operation with the network interfaces that the protected item has.",
    );
  }
  return nics.map((nic) => {
    const change = wanted.find((candidate) => isOf(nic, candidate));
    const { ipConfigs, tfoNicName, tfoNicResourceGroupName, ...settings } = change ?? {};
    return withoutUndefined({
      ...nic,
      recoveryVMNetworkId: networkId ?? nic.recoveryVMNetworkId,
      ...without(settings, "nicId"),
      tfoRecoveryNicName: tfoNicName ?? nic.tfoRecoveryNicName,
      tfoRecoveryNicResourceGroupName:
        tfoNicResourceGroupName ?? nic.tfoRecoveryNicResourceGroupName,
      ipConfigs: addressesWith(asArray(nic.ipConfigs), asArray(ipConfigs)),
    });
  });
}

/** An entry without a name is of the primary configuration. */
function addressesWith(before: readonly unknown[], changes: readonly unknown[]): JsonObject[] {
  return before.map(asObject).map((configuration) => {
    const change = changes
      .map(asObject)
      .find(({ ipConfigName }) =>
        ipConfigName === undefined
          ? configuration.isPrimary === true
          : ipConfigName === configuration.name,
      );
    return { ...configuration, ...without(change ?? {}, "ipConfigName") };
  });
}

/**
 * `A2AVmManagedDiskUpdateDetails` by `A2AProtectedManagedDiskDetails`.
 *
 * @param systemEncryption - `DiskEncryptionInfo` of the disk of the operating system, which is the first.
 */
function disksWith(
  item: StoredResource,
  disks: readonly JsonObject[],
  changes: readonly unknown[],
  systemEncryption: unknown,
): JsonObject[] {
  const wanted = changes.map(asObject);
  const unknown = wanted.find(
    ({ diskId }) => !disks.some((disk) => isDisk(disk, asText(diskId) ?? "")),
  );
  if (unknown !== undefined) {
    throw invalidInput(
      `The disk '${asText(unknown.diskId) ?? ""}' of the protected item '${item.name}' is not replicated.`,
      "Retry the operation with disks that are replicated.",
    );
  }
  return disks.map((disk, i) => {
    const change = wanted.find(({ diskId }) => isDisk(disk, asText(diskId) ?? ""));
    const encryption = change?.diskEncryptionInfo ?? (i === 0 ? systemEncryption : undefined);
    const changed = { ...disk, ...without(change ?? {}, "diskId", "diskEncryptionInfo") };
    const group = asText(disk.recoveryResourceGroupId) ?? "";
    const name = asText(changed.failoverDiskName) ?? asText(disk.diskName) ?? "";
    return {
      ...changed,
      ...(encryption === undefined ? {} : encryptionOf(encryption)),
      recoveryTargetDiskId: `${group}/providers/Microsoft.Compute/disks/${name}`,
    };
  });
}
