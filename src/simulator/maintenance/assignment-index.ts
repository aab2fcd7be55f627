import { parentId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";

/** Whether an assignment is for one resource, or for what a filter finds in a subscription or a group. */
export type AssignmentKind = "machine" | "dynamic scope";

/** Remembers which assignments lead to a configuration, so that nothing has to be searched for them. */
export function indexAssignment(
  platform: Platform,
  kind: AssignmentKind,
  assignment: StoredResource,
  existing: StoredResource | undefined,
): void {
  if (existing !== undefined) {
    unindexAssignment(platform, kind, existing);
  }
  indexOf(platform, kind, configurationOf(assignment)).set(
    assignment.id.toLowerCase(),
    assignment.id,
  );
}

export function unindexAssignment(
  platform: Platform,
  kind: AssignmentKind,
  assignment: StoredResource,
): void {
  indexOf(platform, kind, configurationOf(assignment)).delete(assignment.id.toLowerCase());
}

/** How many assignments lead to a configuration; those that went with their resource are counted until they are read. */
export function countAssignments(
  platform: Platform,
  kind: AssignmentKind,
  configurationId: string,
): number {
  return indexOf(platform, kind, configurationId).size;
}

/** The assignments that lead to a configuration. */
export function assignmentsOf(
  platform: Platform,
  kind: AssignmentKind,
  configurationId: string,
): StoredResource[] {
  const index = indexOf(platform, kind, configurationId);
  const found: StoredResource[] = [];
  for (const [key, id] of index) {
    const assignment = platform.estate.get(id);
    if (
      assignment === undefined ||
      configurationOf(assignment).toLowerCase() !== configurationId.toLowerCase()
    ) {
      index.delete(key);
    } else {
      found.push(assignment);
    }
  }
  return found;
}

export function configurationOf(assignment: StoredResource): string {
  return asText(valueAt(assignment, "properties.maintenanceConfigurationId")) ?? "";
}

/** The resource, group or subscription that an assignment stands at. */
export function scopeOf(assignment: StoredResource): string {
  return parentId(assignment.id) ?? "";
}

function indexOf(
  platform: Platform,
  kind: AssignmentKind,
  configurationId: string,
): Map<string, string> {
  return platform.estate.notes<string>(`${kind} assignments of ${configurationId.toLowerCase()}`);
}
