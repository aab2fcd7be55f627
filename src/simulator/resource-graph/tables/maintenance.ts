import { isAtOrBelow } from "../../../azure/resource-id";
import {
  applyUpdateType,
  assignmentType,
  configurationType,
} from "../../maintenance/maintenance-paths";
import { applyUpdateRecords } from "../../maintenance/run-records";
import { asText } from "../../json";
import type { Platform } from "../../operation";
import type { GraphRow } from "./graph-row";
import { rowOf } from "./resources";

/**
 * Table `maintenanceresources`: assignments of maintenance configurations, and what their runs did.
 * The configurations themselves stand in `resources`.
 *
 * Source: learn.microsoft.com update-manager/query-logs (properties) and
 * governance/resource-graph/reference/supported-tables-resources (types).
 */
export function maintenanceRows(platform: Platform): GraphRow[] {
  return [
    ...platform.estate.ofType(assignmentType).map(rowOf),
    ...applyUpdateRecords(platform).map(({ id, name, properties }): GraphRow => {
      const configurationId = asText(properties.maintenanceConfigurationId) ?? "";
      const isRun = configurationId !== "" && isAtOrBelow(id, configurationId);
      const updated = platform.estate.get(asText(properties.resourceId) ?? "");
      return {
        id,
        name,
        type: (isRun ? `${configurationType}/applyUpdates` : applyUpdateType).toLowerCase(),
        location: asText(updated?.location) ?? "",
        properties,
        action: `${applyUpdateType}/read`,
      };
    }),
  ];
}
