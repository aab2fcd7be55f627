/*
 * What the jobs of Site Recovery go through and what may be done to them.
 *
 * Source of the states: Site Recovery API, `JobProperties.state` and `stateDescription`. Source of the
 * actions: the official examples ReplicationJobs_Resume.json (Cancel and Resume of a suspended job) and
 * ReplicationJobs_Restart.json; learn.microsoft.com site-recovery/site-recovery-failover (a failover in
 * progress can be cancelled).
 */

/** State of a job or of one of its tasks. */
export type ReplicationJobState =
  "NotStarted" | "InProgress" | "Suspended" | "Succeeded" | "Failed" | "Cancelled" | "Other";

/** What may be done to a job. */
export type ReplicationJobAction = "Cancel" | "Restart" | "Resume";

/** Jobs that work on another job or on the list of jobs: there is nothing in them to do once more. */
const jobsAboutJobs = new Set(["RestartJob", "CancelJob", "ExportJobs"]);

/** Jobs that work on machines, long enough to be stopped on their way. */
const longJobs = new Set([
  "EnableDr",
  "TestFailover",
  "PlannedFailover",
  "UnplannedFailover",
  "ReverseReplication",
  "ReverseProtection",
  "SwitchProtection",
  "UpdateMobilityService",
]);

/** Whether a job has come to its end. */
export function hasEnded(state: string): boolean {
  return state === "Succeeded" || state === "Failed" || state === "Cancelled";
}

/** What may be done to a job of a scenario, such as `TestFailover`, in a state. */
export function allowedJobActions(scenarioName: string, state: string): ReplicationJobAction[] {
  switch (state) {
    case "Suspended":
      return ["Cancel", "Resume"];
    case "Failed":
      return jobsAboutJobs.has(scenarioName) ? [] : ["Restart"];
    case "InProgress":
      return longJobs.has(scenarioName) ? ["Cancel"] : [];
    default:
      return [];
  }
}

/** Name and title of a step of a job. */
export interface ReplicationJobTask {
  readonly name: string;
  readonly friendlyName: string;
}

const prerequisites = (of: string): ReplicationJobTask => ({
  name: "PrerequisitesCheckTask",
  friendlyName: `Prerequisites check for ${of}`,
});

/** Source: learn.microsoft.com site-recovery/site-recovery-failover and site-recovery-test-failover-to-azure. */
const steps: Readonly<Record<string, readonly ReplicationJobTask[]>> = {
  UnplannedFailover: [
    prerequisites("failover"),
    { name: "FailoverTask", friendlyName: "Failover" },
    { name: "StartVirtualMachineTask", friendlyName: "Start the virtual machine" },
  ],
  TestFailover: [
    prerequisites("test failover"),
    { name: "TestFailoverTask", friendlyName: "Test failover" },
    { name: "StartVirtualMachineTask", friendlyName: "Start the virtual machine" },
  ],
};

/**
 * The steps of a job in their order. Where none are published it is one that has the job's own title, as
 * in ReplicationJobs_Get.json.
 */
export function tasksOfScenario(
  scenarioName: string,
  friendlyName: string,
): readonly ReplicationJobTask[] {
  return steps[scenarioName] ?? [{ name: `${scenarioName}Task`, friendlyName }];
}
