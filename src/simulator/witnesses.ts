import { automationStateChanges } from "./automation/witnesses";
import { computeStateChanges } from "./compute/witnesses";
import { maintenanceStateChanges } from "./maintenance/witnesses";
import { siteRecoveryStateChanges } from "./site-recovery/witnesses";

/** What Azure does by itself as time goes by, each with the source that says so. */
export const stateChanges = {
  ...automationStateChanges,
  ...computeStateChanges,
  ...maintenanceStateChanges,
  ...siteRecoveryStateChanges,
} as const;

/** A change that no request makes; see `Platform.later`. */
export type StateChange = keyof typeof stateChanges;
