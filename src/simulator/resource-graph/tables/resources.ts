import type { StoredResource } from "../../estate";
import { extendedInstanceView } from "../../compute/extended-instance-view";
import { virtualMachineType } from "../../compute/extensions";
import { assignmentType } from "../../maintenance/maintenance-paths";
import { asObject, asText } from "../../json";
import type { Platform } from "../../operation";
import { resourceGroupType } from "../../resources/resource-groups";
import type { GraphRow } from "./graph-row";

/** Types with a location that stand in another table. */
const elsewhere = new Set([resourceGroupType, assignmentType].map((type) => type.toLowerCase()));

/**
 * Table `resources`: what has a location.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources and
 * concepts/explore-resources (shape; the group in lower case).
 */
export function resourceRows(platform: Platform, type: string | undefined): GraphRow[] {
  const { estate } = platform;
  return (type === undefined ? estate.all() : estate.ofType(type))
    .filter(
      (resource) => resource.location !== undefined && !elsewhere.has(resource.type.toLowerCase()),
    )
    .map((resource) =>
      resource.type === virtualMachineType ? machineRow(platform, resource) : rowOf(resource),
    );
}

/** A stored resource as a row of any table. */
export function rowOf(resource: StoredResource): GraphRow {
  return {
    id: resource.id,
    name: resource.name,
    type: resource.type.toLowerCase(),
    properties: resource.properties ?? {},
    ...(resource.location !== undefined && { location: asText(resource.location) ?? "" }),
    kind: resource.kind,
    managedBy: resource.managedBy,
    sku: resource.sku,
    plan: resource.plan,
    tags: resource.tags,
    identity: resource.identity,
    zones: resource.zones,
    extendedLocation: resource.extendedLocation,
  };
}

/** A machine tells of its power as well. Source: learn.microsoft.com governance/resource-graph/concepts/query-language (extended properties). */
function machineRow(platform: Platform, machine: StoredResource): GraphRow {
  const instanceView = extendedInstanceView(platform, machine);
  return {
    ...rowOf(machine),
    properties: { ...asObject(machine.properties), extended: { instanceView } },
  };
}
