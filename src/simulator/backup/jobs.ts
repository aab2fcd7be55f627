import { isCancellable } from "../../azure/backup-jobs";
import type { Answer, Call, Operation } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { notCancellable, objectMissing } from "./backup-errors";
import { backupJobType, backupPaths, examples, requireBackupVault } from "./backup-paths";
import { beginLocationWork } from "./backup-work";
import { type BackupJob, jobsOf, presentJob, saveJob } from "./job-store";

const common = `${examples}/Common`;

/** Jobs of Azure Backup in a vault. */
export const backupJobOperations: Operation[] = [
  {
    id: "BackupJobs_List",
    method: "GET",
    path: `${backupPaths.vault}/backupJobs`,
    action: `${backupJobType}/read`,
    witness: `${common}/ListJobsWithAllSupportedFilters.json`,
    handle: listJobs,
  },
  {
    id: "JobDetails_Get",
    method: "GET",
    path: backupPaths.job,
    action: `${backupJobType}/read`,
    witness: `${common}/GetJobDetails.json`,
    handle: (call) => ({ status: 200, body: presentJob(call, requireJob(call), true) }),
  },
  {
    id: "JobCancellations_Trigger",
    method: "POST",
    path: `${backupPaths.job}/cancel`,
    action: `${backupJobType}/cancel/action`,
    witness: `${common}/TriggerCancelJob.json; learn.microsoft.com backup/backup-azure-manage-vms`,
    handle: cancel,
  },
];

function requireJob(call: Call): BackupJob {
  const vault = requireBackupVault(call);
  const id = call.parameters.jobName ?? "";
  const job = jobsOf(call, vault.id).get(id.toLowerCase());
  if (job === undefined) {
    throw objectMissing("job", id);
  }
  return job;
}

/** Filters: operation, status, backupManagementType, jobId, and a span of start times. */
function listJobs(call: Call): Answer {
  const vault = requireBackupVault(call);
  const filter = readFilter(call.query.$filter);
  const is = (name: string, value: string): boolean => {
    const wanted = filter.get(name)?.toLowerCase();
    return wanted === undefined || wanted === value.toLowerCase();
  };
  const from = momentOf(filter.get("starttime"));
  const to = momentOf(filter.get("endtime"));
  const jobs = [...jobsOf(call, vault.id).values()].reverse().filter((job) => {
    const started = Date.parse(job.startTime);
    return (
      is("operation", job.operation) &&
      is("status", job.status) &&
      is("jobid", job.id) &&
      is("backupmanagementtype", "AzureIaasVM") &&
      (from === undefined || started >= from) &&
      (to === undefined || started <= to)
    );
  });
  return {
    status: 200,
    body: page(
      call,
      jobs.map((job) => presentJob(call, job, false)),
    ),
  };
}

/** A moment as the filter writes it, `2026-11-01 01:00:00 AM` in UTC, in milliseconds. */
function momentOf(text: string | undefined): number | undefined {
  const form = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})\s*(AM|PM)?/i;
  const [, year, month, day, hour, minute, second, half] = form.exec(text ?? "") ?? [];
  if (year === undefined) {
    return undefined;
  }
  const given = Number(hour);
  const hours = half === undefined ? given : (given % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    hours,
    Number(minute),
    Number(second),
  );
}

/** The job ends `Cancelled` when the cancellation is done; a snapshot that was taken meanwhile stays. */
function cancel(call: Call): Answer {
  const job = requireJob(call);
  if (!isCancellable({ ...job })) {
    throw notCancellable();
  }
  saveJob(call, { ...job, status: "Cancelling" });
  return beginLocationWork(call, `${job.vaultId}/backupJobs/${job.id}`, () => {
    saveJob(call, {
      ...job,
      status: "Cancelled",
      endTime: call.clock.now().toISOString(),
      tasks: job.tasks.map((task) => ({ ...task, status: "Cancelled" })),
    });
  });
}
