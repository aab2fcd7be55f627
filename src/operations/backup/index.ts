export { explainBackupError, type BackupExplanation, type BackupExplanationCause } from "./explain";
export {
  planGuestRepair,
  repairInGuest,
  type GuestChange,
  type GuestRepairPlan,
} from "./guest-repair";
export { guestStepsOf, type GuestSteps, type GuestStepsInput } from "./guest-steps";
