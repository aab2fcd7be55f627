import type { Call } from "../../operation";
import type { World } from "../../world";
import { authorizationRows } from "./authorization";
import type { GraphRow } from "./graph-row";
import { maintenanceRows } from "./maintenance";
import { assessmentRows } from "./patch-assessments";
import { installationRows } from "./patch-installations";
import { recoveryServicesRows } from "./recovery-services";
import { containerRows } from "./resource-containers";
import { resourceRows } from "./resources";

/** Makes the rows of a table from the estate; rows of other types than the one that is given may be left out. */
export type GraphTable = (world: World, call: Call, type: string | undefined) => GraphRow[];

/** The tables by name. */
export const graphTables: ReadonlyMap<string, GraphTable> = new Map<string, GraphTable>([
  ["resources", (_world, call, type) => resourceRows(call, type)],
  ["resourcecontainers", containerRows],
  ["patchassessmentresources", (_world, call, type) => assessmentRows(call, type)],
  ["patchinstallationresources", (_world, call, type) => installationRows(call, type)],
  ["recoveryservicesresources", (_world, call, type) => recoveryServicesRows(call, type)],
  ["maintenanceresources", (_world, call) => maintenanceRows(call)],
  ["authorizationresources", authorizationRows],
]);
