/** What is the matter with a machine's patches, the worst first. */
export const patchProblemKinds = [
  "NobodyPatches",
  "ScheduleFails",
  "ProvisioningFailed",
  "AgentNotReady",
  "AgentTooOld",
  "WindowsUpdateDisabled",
  "SourceUnreachable",
  "InstallationFailed",
  "AssessmentFailed",
  "ExtensionFailed",
  "AssessmentMissing",
  "AssessmentStale",
  "NoFurtherWindow",
  "WindowExceeded",
  "SubscriptionNeeded",
  "RebootPending",
  "SchedulesNotSeen",
  "NotRunning",
  "NoOsProfile",
  "ImageNotListed",
  "SeveralSchedules",
] as const;

export type PatchProblemKind = (typeof patchProblemKinds)[number];

/** Something about a machine's patches that is worth knowing. */
export interface PatchProblem {
  readonly kind: PatchProblemKind;
  /** Whether somebody must do something; false for what may well be as it should. */
  readonly needsAttention: boolean;
  /** One or two sentences. */
  readonly message: string;
  /** What to do, one sentence. */
  readonly fix: string;
}

/** Place of a problem among all kinds; what needs attention goes before what does not. */
export function rankOf({ kind, needsAttention }: PatchProblem): number {
  return patchProblemKinds.indexOf(kind) + (needsAttention ? 0 : patchProblemKinds.length);
}

/** A problem that needs attention. */
export const attention = (kind: PatchProblemKind, message: string, fix: string): PatchProblem => ({
  kind,
  needsAttention: true,
  message,
  fix,
});

/** `PowerState/deallocated` as `deallocated`; `in no known state` where Azure tells none. */
export function powerWord(powerState: string): string {
  return powerState === "" ? "in no known state" : powerState.replace(/^PowerState\//, "");
}
