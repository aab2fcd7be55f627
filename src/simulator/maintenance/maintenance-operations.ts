import type { Operation, Platform } from "../operation";
import { resumePlans } from "../planned-steps";
import { tellingDeleted } from "../resource-manager/delete-answer";
import { applyUpdateOperations } from "./apply-updates";
import { configurationAssignmentOperations } from "./configuration-assignments";
import { maintenanceConfigurationOperations } from "./maintenance-configurations";
import { installations } from "./patch-installer";
import { windowClosings } from "./scheduled-runs";
import { windowOpenings } from "./window-openings";

/** Everything of Microsoft.Maintenance. */
export const maintenanceOperations: Operation[] = [
  ...tellingDeleted([...maintenanceConfigurationOperations, ...configurationAssignmentOperations]),
  ...applyUpdateOperations,
];

/** Takes up again what Maintenance had planned in an estate that was loaded. */
export function resumeMaintenance(platform: Platform): void {
  for (const kind of [windowOpenings, windowClosings, installations]) {
    resumePlans(platform, kind);
  }
}
