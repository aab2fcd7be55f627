import type { World } from "../../world";
import { authorizationRows } from "./authorization";
import type { GraphRow } from "./graph-row";
import { maintenanceRows } from "./maintenance";
import { assessmentRows } from "./patch-assessments";
import { installationRows } from "./patch-installations";
import { recoveryServicesRows } from "./recovery-services";
import { containerRows, type SubscriptionFacts } from "./resource-containers";
import { resourceRows } from "./resources";

/** The tables by name, each made from the estate when a query asks for it. */
export const graphTables: ReadonlyMap<
  string,
  (world: World, subscription: SubscriptionFacts) => GraphRow[]
> = new Map<string, (world: World, subscription: SubscriptionFacts) => GraphRow[]>([
  ["resources", ({ platform }) => resourceRows(platform)],
  ["resourcecontainers", ({ platform }, subscription) => containerRows(platform, subscription)],
  ["patchassessmentresources", ({ platform }) => assessmentRows(platform)],
  ["patchinstallationresources", ({ platform }) => installationRows(platform)],
  ["recoveryservicesresources", ({ platform }) => recoveryServicesRows(platform)],
  ["maintenanceresources", ({ platform }) => maintenanceRows(platform)],
  ["authorizationresources", (world) => authorizationRows(world)],
]);
