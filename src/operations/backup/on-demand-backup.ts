import { armUrl, backupApiVersion } from "../../arm/api";
import { textOf } from "../../arm/azure-object";
import { ArmRequestError, asObject, ConnectionError } from "../../arm/errors";
import type { ArmRequest } from "../../arm/transport";
import { mostOnDemandBackupsADay } from "../../azure/backup-limits";
import type { ChangeEnd } from "../run/change-each";
import { follow, type WorkEnd } from "../run/long-running";
import { describeError } from "../run/operation-error";
import type { Run } from "../run/run";
import { followJob } from "./follow-job";
import { type BackupJob, isJobOf, jobsUnderWay } from "./jobs";
import type { ProtectedItem } from "./protected-item";

/** Azure's word for a backup that is refused because another one runs. */
const alreadyRunning = "UserErrorBackupOperationInProgress";
const tooMany = "CloudDosAbsoluteLimitReached";

/** So long after a request there is a job, when the request has reached Azure. */
const untilJobInMilliseconds = 60_000;

/** What of an item a backup needs. */
export type BackedUpItem = Pick<ProtectedItem, "id" | "vaultId" | "machineName">;

export interface OnDemandBackup {
  readonly item: BackedUpItem;
  /** Items of the same machine in other vaults, where a job may be under way. */
  readonly otherItems?: readonly BackedUpItem[];
  /** How long the recovery point is kept, in days. */
  readonly retentionInDays: number;
  /** What the progress is told of; defaults to the item. */
  readonly shownAs?: { readonly id: string; readonly name: string };
}

/**
 * Backs a machine up now and follows the backup to its end. That Azure's operation has succeeded only
 * means that there is a job; the job tells how the backup went. When a backup is under way already,
 * that one is followed instead of a second one being begun.
 *
 * Source: learn.microsoft.com backup/backup-azure-arm-userestapi-backupazurevms (trigger an on-demand backup).
 */
export async function backUpNow(run: Run, backup: OnDemandBackup): Promise<ChangeEnd> {
  const { item, shownAs = { id: item.id, name: item.machineName } } = backup;
  const request: ArmRequest = {
    method: "POST",
    url: armUrl(item.id, backupApiVersion, "backup"),
    body: {
      properties: {
        objectType: "IaasVMBackupRequest",
        recoveryPointExpiryTimeInUTC: expiryOf(run, backup.retentionInDays),
      },
    },
  };
  const end = await created(run, request);
  if (end.state === "failed") {
    return afterRefusal(run, backup, end.error, shownAs);
  }
  if (end.state !== "succeeded") {
    return end;
  }
  const jobName = textOf(asObject(asObject(end.response.body)?.properties)?.jobId);
  return jobName === undefined
    ? { state: "failed", detail: "Azure accepted the backup and told no job for it." }
    : followJob(run, `${item.vaultId}/backupJobs/${jobName}`, shownAs);
}

/** The job of a backup that is under way for a machine, in any of the vaults that know it. */
export async function backupUnderWay(
  run: Run,
  items: readonly BackedUpItem[],
): Promise<BackupJob | undefined> {
  const vaultIds = [...new Set(items.map(({ vaultId }) => vaultId))];
  const jobs = (await Promise.all(vaultIds.map((id) => jobsUnderWay(run, id)))).flat();
  return jobs.find((job) => job.operation === "Backup" && items.some((item) => isJobOf(job, item)));
}

/** Sends the request and waits until there is a job or a reason why not. */
async function created(
  run: Run,
  request: ArmRequest,
): Promise<WorkEnd | { readonly state: "failed"; readonly error: Error }> {
  try {
    const accepted = await run.client.send(request, run.signal);
    // The job stands in the operation's status; its result, which the Location has, tells nothing.
    const headers = Object.fromEntries(
      Object.entries(accepted.headers).filter(([name]) => name !== "location"),
    );
    return await follow(run, { ...accepted, headers }, request);
  } catch (error) {
    const isTold = error instanceof ArmRequestError || error instanceof ConnectionError;
    if (isTold && !run.signal.aborted) {
      return { state: "failed", error };
    }
    throw error;
  }
}

async function afterRefusal(
  run: Run,
  { item, otherItems = [] }: OnDemandBackup,
  error: Error,
  shownAs: { readonly id: string; readonly name: string },
): Promise<ChangeEnd> {
  if (error instanceof ConnectionError) {
    // It may have reached Azure, which then has a job soon.
    await run.wait(untilJobInMilliseconds);
    const job = await backupUnderWay(run, [item]);
    return job === undefined
      ? { state: "failed", detail: describeError(error) }
      : followJob(run, job.id, shownAs);
  }
  const code = error instanceof ArmRequestError ? error.code : "";
  if (code === alreadyRunning) {
    const job = await backupUnderWay(run, [item, ...otherItems]);
    return job === undefined
      ? {
          state: "failed",
          detail: `${describeError(error)} No vault that you may read has that job: look for it in a vault that protected the machine before.`,
        }
      : followJob(run, job.id, shownAs);
  }
  const rule =
    code === tooMany
      ? ` Azure Backup takes at most ${mostOnDemandBackupsADay} on-demand backups of a machine within 24 hours: try again later.`
      : "";
  return { state: "failed", detail: `${describeError(error)}${rule}` };
}

function expiryOf(run: Run, days: number): string {
  return new Date(run.now().getTime() + days * 86_400_000).toISOString();
}
