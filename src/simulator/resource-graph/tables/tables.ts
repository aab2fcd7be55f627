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
export type GraphTable = (world: World, type: string | undefined) => GraphRow[];

/** The tables by name. */
export const graphTables: ReadonlyMap<string, GraphTable> = new Map<string, GraphTable>([
  ["resources", ({ platform }, type) => resourceRows(platform, type)],
  ["resourcecontainers", containerRows],
  ["patchassessmentresources", ({ platform }, type) => assessmentRows(platform, type)],
  ["patchinstallationresources", ({ platform }, type) => installationRows(platform, type)],
  ["recoveryservicesresources", ({ platform }, type) => recoveryServicesRows(platform, type)],
  ["maintenanceresources", ({ platform }) => maintenanceRows(platform)],
  ["authorizationresources", authorizationRows],
]);
