import { mostCollectionsInGroup } from "../../azure/backup-limits";
import {
  restorePointCollectionName,
  restorePointGroupName,
  restorePointName,
} from "../../azure/backup-names";
import { deterministicGuid } from "../../azure/guid";
import { requireUnlocked } from "../authorization/locks";
import { collectionType, restorePointCollection } from "../compute/restore-point-collections";
import { restorePoint } from "../compute/restore-points";
import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Platform } from "../operation";
import type { RecoveryPoint } from "./recovery-point-store";

const groupType = "Microsoft.Resources/resourceGroups";

/**
 * Takes the restore point of a backup, in the machine's own collection, and answers its id. Group and
 * collection are made when they are not there.
 *
 * @param policy - Properties of the policy, whose `instantRPDetails` can name the group.
 */
export function takeRestorePoint(
  platform: Platform,
  machine: StoredResource,
  policy: JsonObject,
  type: RecoveryPoint["type"],
): string {
  const at = platform.clock.now();
  const id = `${collectionOf(platform, machine, policy).id}/restorePoints/${restorePointName(at)}`;
  const consistencyMode = type === "AppConsistent" ? "ApplicationConsistent" : type;
  platform.estate.put(restorePoint(machine, { id, at, consistencyMode }));
  return id;
}

/** The collections that backups have made, by machine. */
function collections({ estate }: Pick<Platform, "estate">): Map<string, string> {
  return estate.notes<string>("restore-point collections of backups");
}

function collectionOf(
  platform: Platform,
  machine: StoredResource,
  policy: JsonObject,
): StoredResource {
  const key = machine.id.toLowerCase();
  const known = platform.estate.get(collections(platform).get(key) ?? "");
  if (known !== undefined) {
    return known;
  }
  const group = groupWithRoom(platform, machine, policy);
  const digits = deterministicGuid("restore-point collection", machine.id, group.id);
  const number = Number.parseInt(digits.replaceAll("-", "").slice(0, 12), 16);
  const id = `${group.id}/providers/${collectionType}/${restorePointCollectionName(machine.name, number)}`;
  const collection = restorePointCollection(platform, id, machine);
  platform.estate.put(collection);
  collections(platform).set(key, id);
  const counts = collectionCounts(platform);
  counts.set(group.id.toLowerCase(), (counts.get(group.id.toLowerCase()) ?? 0) + 1);
  return collection;
}

/** How many collections backups have put into each group. */
function collectionCounts({ estate }: Pick<Platform, "estate">): Map<string, number> {
  return estate.notes<number>("restore-point collections in groups");
}

/** The first of the service's groups that has room for one more collection; made when it is not there. */
function groupWithRoom(
  platform: Platform,
  machine: StoredResource,
  policy: JsonObject,
): StoredResource {
  const region = asText(machine.location) ?? "";
  const prefix = asText(valueAt(policy, "instantRPDetails.azureBackupRGNamePrefix"));
  const suffix = asText(valueAt(policy, "instantRPDetails.azureBackupRGNameSuffix"));
  for (let number = 1; ; number++) {
    const name = restorePointGroupName({ region, number, prefix, suffix });
    const id = `/subscriptions/${platform.subscriptionId}/resourceGroups/${name}`;
    const group = platform.estate.get(id);
    if (group === undefined) {
      const made: StoredResource = {
        id,
        name,
        type: groupType,
        location: region,
        properties: { provisioningState: "Succeeded" },
      };
      collectionCounts(platform).delete(id.toLowerCase());
      platform.estate.put(made);
      return made;
    }
    if ((collectionCounts(platform).get(id.toLowerCase()) ?? 0) < mostCollectionsInGroup) {
      return group;
    }
  }
}

/** Whether a lock keeps a restore point, or what stands above it, from being deleted. */
export function isHeldByLock({ estate }: Pick<Platform, "estate">, id: string): boolean {
  try {
    requireUnlocked({ estate }, "DELETE", id);
    return false;
  } catch (error) {
    if (error instanceof ArmError) {
      return true;
    }
    throw error;
  }
}

/** Removes a machine's collection, when nothing holds it and nothing is left in it. */
export function removeCollection(platform: Platform, machineId: string): void {
  const key = machineId.toLowerCase();
  const id = collections(platform).get(key);
  if (id !== undefined && !isHeldByLock(platform, id)) {
    platform.estate.delete(id);
    collections(platform).delete(key);
    const groupId = id.split("/").slice(0, 5).join("/").toLowerCase();
    const counts = collectionCounts(platform);
    counts.set(groupId, Math.max(0, (counts.get(groupId) ?? 0) - 1));
  }
}
