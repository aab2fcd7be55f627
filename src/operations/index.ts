/*
 * Day-2 work on a fleet as plain functions: what the command `evergreen` does, for programs. Each
 * takes `OperationOptions` first. What changes something comes in two: `plan…` reads and says what
 * would be done, the other carries a plan out.
 */

export { connectToAzure, type ConnectOptions } from "../arm/connect";
export type { ArmConnection } from "../arm/transport";
export { InvalidInputError, type Finding } from "../azure/finding";
export * from "./agent-update";
export * from "./backup";
export { type ListingInput, listFleet } from "./listing";
export { checkLogin, type Duty, type LoginCheck } from "./login-check";
export * from "./patch";
export type { ChangePlan, PlannedChange, SkippedChange } from "./run/change-plan";
export {
  isComplete,
  type ChangeOutcome,
  type ChangeReport,
  type ChangeState,
} from "./run/change-report";
export type { FleetScope } from "./run/fleet-scope";
export { readListing, type FleetListing } from "./run/fleet-source";
export { OperationError } from "./run/operation-error";
export type { OperationOptions } from "./run/options";
export type { ProgressEvent, StepState } from "./run/progress";
