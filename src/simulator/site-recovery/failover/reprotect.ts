import { sameId } from "../../../azure/resource-id";
import type { StoredResource } from "../../estate";
import {
  asArray,
  asObject,
  asText,
  type JsonObject,
  valueAt,
  without,
  withoutUndefined,
} from "../../json";
import type { Platform } from "../../operation";
import { itemProperties } from "../protected-item-details";
import { invalidInput, siteRecoveryError } from "../site-recovery-errors";
import { entitiesWithin, mappingType } from "../vault-entities";
import { beginFirstReplication, endReplication } from "./first-replication";
import { detailsOf, requireAllowed } from "./item-state";
import { removeWithParts } from "./recovery-machine";
import { isDisk, placesOfDisks } from "./replicated-disks";
import { cachesOf, type DiskPlace, noteCaches, noteDisks } from "./replication-notes";

/** `A2ASwitchProtectionInput`: what is left out is as it was before the failover. */
export type ReprotectInput = JsonObject;

/** What a reprotection leads from and to. */
export interface Reversal {
  /** The machine that replicates now: the one that the failover made. */
  readonly machine: StoredResource;
  /** The machine whose place is to be taken: the former source. */
  readonly before: StoredResource;
  /** The mapping from the container that the item moves to. */
  readonly mapping: StoredResource;
  /** Id that the item has then. */
  readonly id: string;
  readonly input: ReprotectInput;
}

/**
 * Turns the direction of replication: the item moves, under its name, to the container to which it was
 * failed over, and replicates from there. The machine that it replicated before is removed with its
 * network interfaces and disks, whose copies the replication goes on with.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-how-to-reprotect. That page says that on the way
 * to the primary region the former machine is deleted; azure-to-azure-tutorial-failback says the same of the
 * way to the secondary region, where the first page now says that it is kept.
 */
export function reprotect(
  platform: Platform,
  item: StoredResource,
  input: ReprotectInput = {},
): StoredResource {
  const { machine, before, mapping, id, input: full } = reversalOf(platform, item, input);
  const fresh = itemProperties(platform, id, machine, mapping, full, before);
  const kept = detailsOf(item);
  const moved: StoredResource = {
    id,
    name: item.name,
    type: item.type,
    properties: withoutUndefined({
      ...fresh,
      lastSuccessfulFailoverTime: valueAt(item, "properties.lastSuccessfulFailoverTime"),
      lastSuccessfulTestFailoverTime: valueAt(item, "properties.lastSuccessfulTestFailoverTime"),
      providerSpecificDetails: withoutUndefined({
        ...asObject(fresh.providerSpecificDetails),
        // What survives a change of direction. Source: Site Recovery API, `A2AReplicationDetails`.
        lifecycleId: kept.lifecycleId,
        initialPrimaryFabricLocation: kept.initialPrimaryFabricLocation,
        initialRecoveryFabricLocation: kept.initialRecoveryFabricLocation,
        agentVersion: kept.agentVersion,
        multiVmGroupId: kept.multiVmGroupId,
        multiVmGroupName: kept.multiVmGroupName,
      }),
    }),
  };
  const caches = { ...cachesOf(platform, item), ...cacheNow(item) };
  removeWithParts(platform, before);
  platform.estate.delete(item.id);
  endReplication(platform, item);
  platform.estate.put(moved);
  noteDisks(platform, id, placesOfDisks(machine));
  noteCaches(platform, id, caches);
  beginFirstReplication(platform, moved);
  return moved;
}

/** What a reprotection would lead from and to; refused when it cannot be. */
export function reversalOf(
  platform: Platform,
  item: StoredResource,
  input: ReprotectInput,
): Reversal {
  requireAllowed(item, "ReverseReplicate", "Re-protect");
  const details = detailsOf(item);
  const machine = requireMachine(platform, asText(details.recoveryFabricObjectId));
  const before = requireMachine(platform, asText(details.fabricObjectId));
  const from = item.id.split("/").slice(0, -2).join("/");
  const to = asText(valueAt(item, "properties.recoveryContainerId")) ?? "";
  const wanted = asText(input.recoveryContainerId) ?? from;
  const policyId = asText(input.policyId);
  const mapping = entitiesWithin(platform, to, mappingType).find(
    ({ properties }) =>
      sameId(asText(asObject(properties).targetProtectionContainerId) ?? "", wanted) &&
      (policyId === undefined || sameId(asText(asObject(properties).policyId) ?? "", policyId)),
  );
  if (mapping === undefined) {
    throw invalidInput(
      `There is no protection container mapping from '${to}' to '${wanted}'.`,
      "Create the protection container mapping, then retry the operation.",
    );
  }
  const id = `${to}/replicationProtectedItems/${item.name}`;
  if (platform.estate.get(id) !== undefined) {
    throw siteRecoveryError(
      409,
      "ProtectedItemExists",
      `The protected item '${item.name}' exists in the container to which it would move.`,
      {
        possibleCauses: "The name is in use.",
        recommendedAction: "Disable the replication of the other protected item.",
      },
    );
  }
  return { machine, before, mapping, id, input: fullInput(platform, item, machine, before, input) };
}

/** A machine that must still be there. Text: MicrosoftDocs/azure-docs issue 81429. */
export function requireMachine(platform: Platform, id: string | undefined): StoredResource {
  const machine = platform.estate.get(id ?? "");
  if (machine === undefined) {
    const name = (id ?? "").split("/").at(-1) ?? "";
    throw siteRecoveryError(
      400,
      "VirtualMachineMissing",
      `The VM "${name}" might have been deleted. You need to disable replication and then enable replication on the existing VM.`,
      {
        possibleCauses: "The virtual machine was deleted or moved after the failover.",
        recommendedAction: "Disable replication, then enable it on the existing virtual machine.",
      },
    );
  }
  return machine;
}

/** Adds to the input what it leaves out: the disks, and the names that the former machine's had. */
function fullInput(
  platform: Platform,
  item: StoredResource,
  machine: StoredResource,
  before: StoredResource,
  input: ReprotectInput,
): ReprotectInput {
  const groupId = asText(input.recoveryResourceGroupId) ?? groupOf(before.id);
  const former = placesOfDisks(before);
  const asked = asArray(input.vmManagedDisks).map(asObject);
  if (asArray(input.vmDisks).length > 0) {
    throw invalidInput(
      "vmDisks are of machines without managed disks, which are not simulated.",
      "Use vmManagedDisks.",
    );
  }
  const places = placesOfDisks(machine);
  const cache = cachesOf(platform, item)[asText(detailsOf(item).recoveryFabricLocation) ?? ""];
  const replicated =
    asked.length > 0 ? places.filter(({ id }) => asked.some((disk) => isDisk(disk, id))) : places;
  return {
    ...without(input, "vmDisks"),
    instanceType: "A2A",
    recoveryResourceGroupId: groupId,
    vmManagedDisks: replicated.map((place) => {
      const formerId = former.find(({ lun }) => lun === place.lun)?.id;
      return withoutUndefined({
        ...typesOf(item, formerId),
        primaryStagingAzureStorageAccountId: cache,
        diskId: place.id,
        recoveryResourceGroupId: formerId === undefined ? groupId : groupOf(formerId),
        failoverDiskName: formerId?.split("/").at(-1),
        ...asked.find((disk) => isDisk(disk, place.id)),
      });
    }),
  };
}

/** The cache account of the direction that is left, by its region. */
function cacheNow(item: StoredResource): Record<string, string> {
  const details = detailsOf(item);
  const region = asText(details.primaryFabricLocation);
  const [disk] = asArray(details.protectedManagedDisks);
  const cache = asText(valueAt(disk, "primaryStagingAzureStorageAccountId"));
  return region === undefined || cache === undefined ? {} : { [region]: cache };
}

/** A disk keeps the types of account that it had on the other side. */
function typesOf(item: StoredResource, formerId: DiskPlace["id"] | undefined): JsonObject {
  const disks = asArray(detailsOf(item).protectedManagedDisks).map(asObject);
  const former = disks.find((disk) => isDisk(disk, formerId ?? ""));
  return {
    recoveryTargetDiskAccountType: former?.diskType,
    recoveryReplicaDiskAccountType: former?.recoveryReplicaDiskAccountType,
    recoveryDiskEncryptionSetId: former?.primaryDiskEncryptionSetId,
  };
}

function groupOf(id: string): string {
  return id.split("/").slice(0, 5).join("/");
}
