import type { Platform } from "../../operation";
import { endJob, jobErrorOf, jobsOf, stateOf } from "./job-records";

/**
 * Ends the jobs that were under way when an estate was saved: what they had still to do was not saved
 * with them. A restart does it. Jobs that go step by step go on by themselves.
 */
export function resumeReplicationJobs(platform: Platform): void {
  for (const job of [...jobsOf(platform.estate).values()]) {
    if (stateOf(job) === "InProgress" && job.run === undefined) {
      const reason = "The job was under way when the simulated Azure was saved.";
      endJob(platform, job.id, "Failed", { errors: [jobErrorOf(platform, job, reason)] });
    }
  }
}
