import type { Platform } from "../operation";
import { valueAt } from "../json";
import { configurationOf, scopeOf } from "./assignment-index";
import { assignmentType } from "./maintenance-paths";
import { machinesInScope } from "./scheduled-runs";

/** Which machines a schedule of in-guest patches reaches now: by an assignment, or by a dynamic scope. */
export function attachedSchedules(platform: Platform): (machineId: string) => boolean {
  const reached = new Set<string>();
  for (const assignment of platform.estate.ofType(assignmentType)) {
    const configuration = platform.estate.get(configurationOf(assignment));
    if (valueAt(configuration, "properties.maintenanceScope") !== "InGuestPatch") {
      continue;
    }
    const scope = scopeOf(assignment).toLowerCase();
    if (scope.includes("/providers/")) {
      reached.add(scope);
    } else {
      machinesInScope(platform, assignment).forEach(({ id }) => reached.add(id.toLowerCase()));
    }
  }
  return (machineId) => reached.has(machineId.toLowerCase());
}
