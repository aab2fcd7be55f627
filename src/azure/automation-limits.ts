/**
 * Limits of an automation account. Source: learn.microsoft.com automation/automation-subscription-limits-faq,
 * 28 January 2025.
 */
export const automationLimits = {
  source: "learn.microsoft.com automation/automation-subscription-limits-faq",
  /** Accounts in one region of a subscription under an Enterprise Agreement; 2 pay-as-you-go, 1 free. */
  accountsPerRegion: 10,
  concurrentJobs: 50,
  newJobsInThirtySeconds: 100,
  jobRetentionInDays: 30,
  jobStreamInBytes: 1_048_576,
  jobParameters: 50,
  jobParametersInBytes: 524_288,
  sandboxInHours: 3,
  workersPerAccount: 4000,
  concurrentJobsPerWorker: 50,
  freeJobMinutesPerMonth: 500,
} as const;

/** What is wrong with the parameters of a job; `undefined` when nothing is. */
export function jobParametersProblem(
  parameters: Readonly<Record<string, unknown>>,
): string | undefined {
  const count = Object.keys(parameters).length;
  if (count > automationLimits.jobParameters) {
    return `A job takes at most ${automationLimits.jobParameters} parameters, and ${count} were given.`;
  }
  const bytes = Buffer.byteLength(JSON.stringify(parameters));
  return bytes > automationLimits.jobParametersInBytes
    ? `The parameters of a job are at most ${automationLimits.jobParametersInBytes} bytes, and these are ${bytes}.`
    : undefined;
}

/** Words of a job's state, and whether a job can still leave it. Source: learn.microsoft.com automation/automation-runbook-execution. */
export const jobStates: Readonly<Record<string, "underway" | "waits" | "ended">> = {
  New: "underway",
  Activating: "underway",
  Running: "underway",
  Stopping: "underway",
  Suspending: "underway",
  Resuming: "underway",
  Suspended: "waits",
  Blocked: "waits",
  Disconnected: "waits",
  Completed: "ended",
  Failed: "ended",
  Stopped: "ended",
};

/** From which states a job can be stopped, suspended and resumed. Source: as {@linkcode jobStates}. */
export const jobCommands = {
  stop: ["New", "Activating", "Running", "Suspended", "Resuming"],
  suspend: ["Running"],
  resume: ["Suspended"],
} as const;
