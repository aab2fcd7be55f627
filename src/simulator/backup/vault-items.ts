import type { StoredResource } from "../estate";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { itemsOf } from "./backup-paths";
import { awaitPurge } from "./item-deletion";
import { protectedMachines } from "./protected-machines";
import { type RecoveryPoint, recoveryPointsOf, saveRecoveryPoints } from "./recovery-point-store";

/** An item with its recovery points, kept out of the estate while its vault is deleted. */
export interface KeptItem {
  readonly item: StoredResource;
  readonly points: readonly RecoveryPoint[];
}

/** The items of a vault that is about to be deleted. */
export function keptItemsOf(platform: Platform, vaultId: string): KeptItem[] {
  return itemsOf(platform, vaultId).map((item) => ({
    item,
    points: recoveryPointsOf(platform, item.id),
  }));
}

/** Lets go of items whose vault was deleted: another vault can protect their machines now. */
export function letGo(platform: Platform, items: readonly KeptItem[]): void {
  for (const { item } of items) {
    const machineId = machineOf(item);
    if (protectedMachines(platform).get(machineId) === item.id) {
      protectedMachines(platform).delete(machineId);
    }
    saveRecoveryPoints(platform, item.id, []);
  }
}

/** Puts items back below a vault; those whose days have passed meanwhile go at once. */
export function putBack(
  platform: Platform,
  items: readonly KeptItem[],
  moved: (id: string) => string,
): void {
  for (const { item, points } of items) {
    const id = moved(item.id);
    platform.estate.put({ ...item, id });
    saveRecoveryPoints(platform, id, points);
    if (!protectedMachines(platform).has(machineOf(item))) {
      protectedMachines(platform).set(machineOf(item), id);
    }
    awaitPurge(platform, id);
  }
}

function machineOf(item: StoredResource): string {
  return (asText(valueAt(item, "properties.sourceResourceId")) ?? "").toLowerCase();
}
