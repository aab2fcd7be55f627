import { backupStateChanges } from "./backup/witnesses";
import { computeStateChanges } from "./compute/witnesses";
import { siteRecoveryStateChanges } from "./site-recovery/witnesses";

/** What Azure does by itself as time goes by, each with the source that says so. */
export const stateChanges = {
  ...backupStateChanges,
  ...computeStateChanges,
  ...siteRecoveryStateChanges,
} as const;

/** A change that no request makes; see `Platform.later`. */
export type StateChange = keyof typeof stateChanges;
