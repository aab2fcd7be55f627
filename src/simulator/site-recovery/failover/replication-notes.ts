import { recoveryPointsOf, type RecoveryPointTime } from "../../../azure/recovery-points";
import { deterministicGuid } from "../../../azure/guid";
import type { StoredResource } from "../../estate";
import { asText, valueAt, withoutUndefined } from "../../json";
import type { Platform } from "../../operation";
import { detailsOf } from "./item-state";

/** Where a replicated disk stands in its machine. */
export interface DiskPlace {
  /** Id of the disk of the machine that is replicated. */
  readonly id: string;
  /** `null` for the disk of the operating system. */
  readonly lun: number | null;
  readonly caching: string;
}

/** What Site Recovery knows of a protected item and its API does not tell. */
interface ReplicationNote {
  readonly disks: readonly DiskPlace[];
  /** Ids of the cache accounts that were used in other directions, by region. */
  readonly caches?: Readonly<Record<string, string>> | undefined;
  /** Ids of what a test failover made, until it is cleaned up. */
  readonly testParts?: readonly string[];
  /** ISO date and time since when there are recovery points; left out while there are none. */
  readonly pointsFrom?: string;
  /** ISO date and time of the failover, after which no recovery point is made. */
  readonly pointsUntil?: string;
}

function notesOf(platform: Platform): Map<string, ReplicationNote> {
  return platform.estate.notes<ReplicationNote>("replication");
}

function noteOf(platform: Platform, itemId: string): ReplicationNote {
  return notesOf(platform).get(itemId.toLowerCase()) ?? { disks: [] };
}

export function noteDisks(platform: Platform, itemId: string, disks: readonly DiskPlace[]): void {
  notesOf(platform).set(itemId.toLowerCase(), { ...noteOf(platform, itemId), disks });
}

export function diskPlaces(platform: Platform, item: StoredResource): readonly DiskPlace[] {
  return noteOf(platform, item.id).disks;
}

export function noteCaches(
  platform: Platform,
  itemId: string,
  caches: Readonly<Record<string, string>>,
): void {
  notesOf(platform).set(itemId.toLowerCase(), { ...noteOf(platform, itemId), caches });
}

export function cachesOf(platform: Platform, item: StoredResource): Record<string, string> {
  return { ...noteOf(platform, item.id).caches };
}

/** What a test failover made. */
export function noteTest(platform: Platform, item: StoredResource, parts: readonly string[]): void {
  notesOf(platform).set(item.id.toLowerCase(), { ...noteOf(platform, item.id), testParts: parts });
}

/** What the test failover made, which is forgotten. */
export function takeTest(platform: Platform, item: StoredResource): readonly string[] {
  const { testParts, ...note } = noteOf(platform, item.id);
  notesOf(platform).set(item.id.toLowerCase(), note);
  return testParts ?? [];
}

/** The machine is protected: its first recovery point is there. */
export function beginPoints(platform: Platform, item: StoredResource): void {
  const { disks, caches } = noteOf(platform, item.id);
  const pointsFrom = platform.clock.now().toISOString();
  notesOf(platform).set(item.id.toLowerCase(), withoutUndefined({ disks, caches, pointsFrom }));
}

/** After a failover no more recovery points are made; those that are there can still be changed to. */
export function endPoints(platform: Platform, item: StoredResource): void {
  const note = notesOf(platform).get(item.id.toLowerCase());
  if (note !== undefined) {
    const pointsUntil = platform.clock.now().toISOString();
    notesOf(platform).set(item.id.toLowerCase(), { ...note, pointsUntil });
  }
}

/** Committing deletes all recovery points. Source: learn.microsoft.com site-recovery/azure-to-azure-tutorial-failover-failback. */
export function deletePoints(platform: Platform, item: StoredResource): void {
  const { disks, caches } = noteOf(platform, item.id);
  notesOf(platform).set(item.id.toLowerCase(), withoutUndefined({ disks, caches }));
}

/** Forgets a protected item that is gone. */
export function forgetReplication(platform: Platform, itemId: string): void {
  notesOf(platform).delete(itemId.toLowerCase());
}

/** A recovery point and its name. */
export interface NamedPoint extends RecoveryPointTime {
  readonly name: string;
}

/** The recovery points of an item now, the latest first. Nothing keeps them: they follow from the clock. */
export function pointsOf(platform: Platform, item: StoredResource): NamedPoint[] {
  const note = notesOf(platform).get(item.id.toLowerCase());
  if (note?.pointsFrom === undefined) {
    return [];
  }
  const now = platform.clock.now();
  const policy = platform.estate.get(asText(valueAt(item, "properties.policyId")) ?? "");
  const minutes = (property: string): number => {
    const value = valueAt(policy, `properties.providerSpecificDetails.${property}`);
    return typeof value === "number" ? value : 0;
  };
  return recoveryPointsOf(
    {
      from: new Date(note.pointsFrom),
      until: note.pointsUntil === undefined ? now : new Date(note.pointsUntil),
      keptFrom: now,
    },
    {
      retentionInMinutes: minutes("recoveryPointHistory"),
      appConsistentFrequencyInMinutes: minutes("appConsistentFrequencyInMinutes"),
    },
  ).map((point) => ({ ...point, name: pointName(item, point.time) }));
}

/** A point keeps its name, whatever becomes of the item's id. */
function pointName(item: StoredResource, time: Date): string {
  return deterministicGuid(
    "recovery point",
    asText(detailsOf(item).lifecycleId) ?? item.id,
    time.toISOString(),
  );
}
