import { roleAssignmentType, roleDefinitionType } from "../../resource-manager/access";
import type { StoredResource } from "../../estate";
import type { World } from "../../world";
import type { GraphRow } from "./graph-row";
import { rowOf } from "./resources";

/**
 * Table `authorizationresources`: role assignments and role definitions.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources (types);
 * role-based-access-control/role-assignments-list-rest (properties).
 */
export function authorizationRows(world: World): GraphRow[] {
  const row = (type: string) => (resource: StoredResource) => ({
    ...rowOf(resource),
    action: `${type}/read`,
  });
  return [
    ...[...world.access.operatorAssignments(), ...world.estate.ofType(roleAssignmentType)].map(
      row(roleAssignmentType),
    ),
    ...world.roles.all().map(row(roleDefinitionType)),
  ];
}
