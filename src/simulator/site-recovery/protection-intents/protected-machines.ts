import type { StoredResource } from "../../estate";
import { asText, valueAt } from "../../json";
import type { Platform } from "../../operation";
import { protectedItemType } from "../vault-entities";

/** The protected item of a machine, in whatever vault; kept up to date, not searched for. */
export function protectedItemOf(platform: Platform, machineId: string): StoredResource | undefined {
  const items = platform.estate.derived<Map<string, string>>(
    "protected item by machine",
    protectedItemType,
    () => new Map(),
    (found, before, after) => {
      const machineOf = (item: StoredResource | undefined): string | undefined =>
        asText(valueAt(item, "properties.providerSpecificDetails.fabricObjectId"))?.toLowerCase();
      const left = machineOf(before);
      const now = machineOf(after);
      if (left !== undefined && left !== now && found.get(left) === before?.id) {
        found.delete(left);
      }
      if (now !== undefined && after !== undefined) {
        found.set(now, after.id);
      }
    },
  );
  return platform.estate.get(items.get(machineId.toLowerCase()) ?? "");
}
