import { armUrl, backupApiVersion } from "../../arm/api";
import { ArmRequestError } from "../../arm/errors";
import { isActivelyBackedUp } from "../../azure/backup-jobs";
import { protectedItem, undeletedItem } from "../../azure/backup-item-bodies";
import { type FleetListing, listingNotes } from "../run/fleet-source";
import { changeEach, type ChangeEnd } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import { begin } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import type { Run } from "../run/run";
import { inBackupRun } from "./backup-run";
import { backupSource } from "./backup-source";
import { type BackupChoice, chosenMachines } from "./chosen-items";
import { unseenAmong } from "./machine-presence";
import { readProtectedItem } from "./protected-item";
import { type BackupResumeChange, backupResumePlan, type BackupResumePlan } from "./resume-plan";

export interface BackupResumeInput extends BackupChoice {
  /** Name or id of a policy of the vault. Defaults to the one that each machine had, where the vault tells it. */
  readonly policy?: string;
  /** Whether backups that were deleted and are still kept are brought back. Defaults to `false`. */
  readonly undelete?: boolean;
  /** A saved listing instead of Azure; what is planned from it can be read and not carried out. */
  readonly listing?: FleetListing;
}

/** Azure's words for a change that must wait for another one of the same item. Source: learn.microsoft.com backup/troubleshoot-azure-files. */
const passingCodes = ["BMSUserErrorConflictingProtectionOperation", "BMSUserErrorObjectLocked"];
const pauseInMilliseconds = 15_000;

/** Plans to make stopped, paused or suspended backups active again; changes nothing. */
export function planResume(
  options: OperationOptions,
  input: BackupResumeInput,
): Promise<BackupResumePlan> {
  return inBackupRun(options, async (run) => {
    const source = backupSource(run, input.scope?.subscriptions, input.listing);
    const machines = await chosenMachines(source, input);
    const stopped = machines.filter(({ items }) => !items.some(isActivelyBackedUp));
    const vaultIds = new Set(stopped.flatMap(({ items }) => items.map(({ vaultId }) => vaultId)));
    const [unseen, ...lists] = await Promise.all([
      unseenAmong(
        run,
        source.fleet,
        stopped.map(({ id }) => id),
      ),
      ...[...vaultIds].map(async (id) => [id.toLowerCase(), await source.policyIds(id)] as const),
    ]);
    const { policy, undelete = false } = input;
    const policies = new Map(lists);
    const plan = backupResumePlan({ machines, unseen, policies, policy, undelete });
    return { ...plan, notes: [...plan.notes, ...listingNotes(source.fleet)] };
  });
}

/** Carries out a plan to resume backups. What is active by now is left as it is. */
export function resumeBackups(
  options: OperationOptions,
  plan: BackupResumePlan,
): Promise<ChangeReport> {
  return inBackupRun(options, (run) => changeEach(run, plan, (change) => resume(run, change)));
}

async function resume(run: Run, change: BackupResumeChange): Promise<ChangeEnd> {
  const { itemId, machineId, policyId } = change;
  const item = await readProtectedItem(run, itemId);
  if (item === undefined) {
    return { state: "failed", detail: "Its vault has it no longer." };
  }
  if (isActivelyBackedUp(item)) {
    return { state: "succeeded", detail: "It is backed up by now." };
  }
  if (item.isSoftDeleted) {
    if (!change.isUndeleted) {
      return {
        state: "failed",
        detail: "Its backups have been deleted since: --undelete brings them back.",
      };
    }
    run.step(change, "running", "Bringing its deleted backups back");
    const end = await put(run, itemId, undeletedItem(machineId));
    if (end.state !== "succeeded") {
      return end;
    }
  }
  run.step(change, "running", "Putting it under its policy");
  const end = await put(run, itemId, protectedItem(machineId, policyId));
  return end.state === "succeeded" ? { state: "succeeded", detail: "It is backed up again." } : end;
}

/** Writes an item, again while another change of it is under way, and waits until it is done. */
async function put(run: Run, itemId: string, body: object): Promise<ChangeEnd> {
  const url = armUrl(itemId, backupApiVersion);
  for (;;) {
    try {
      return await begin(run, { method: "PUT", url, body });
    } catch (error) {
      const isPassing = error instanceof ArmRequestError && passingCodes.includes(error.code);
      if (!isPassing || run.remainingInMilliseconds === 0) {
        throw error;
      }
      await run.wait(pauseInMilliseconds);
    }
  }
}
