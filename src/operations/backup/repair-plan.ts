import { isActivelyBackedUp } from "../../azure/backup-jobs";
import { utcMinute } from "../../azure/local-time";
import { platformOfExtension } from "../../azure/vm-extension";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import type { BackupJob } from "./jobs";
import type { NamedMachine } from "./machine";
import type { BackedUpItem } from "./on-demand-backup";
import type { ProtectedItem } from "./protected-item";
import { recentBackup, whyNot } from "./run-plan";

/** One step of a repair, in the order in which they are made. */
export interface BackupRepairStep extends PlannedChange {
  readonly step: "waitForMachine" | "deleteExtension" | "reapply" | "backUp" | "followBackup";
}

export interface BackupRepairPlan extends ChangePlan {
  readonly changes: readonly BackupRepairStep[];
  readonly machineId: string;
  readonly item: BackedUpItem | undefined;
  readonly otherItems: readonly BackedUpItem[];
  readonly retentionInDays: number;
}

/** A machine as a repair looks at it. */
export interface RepairedMachine {
  readonly provisioningState: string;
  /** For example `running`; `undefined` where it is not told. */
  readonly power: string | undefined;
  readonly extensions: readonly RepairedExtension[];
}

export interface RepairedExtension {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  readonly type: string;
  readonly provisioningState: string;
}

export interface BackupRepairFacts {
  readonly machine: NamedMachine;
  readonly state: RepairedMachine;
  /** The machine's items, the one that protects it first. */
  readonly items: readonly ProtectedItem[];
  /** The backup that is under way. */
  readonly job: BackupJob | undefined;
  readonly now: Date;
  readonly retentionInDays: number;
}

/**
 * Says what a repair would do, and why a step is not needed.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout
 * (UserErrorVmProvisioningStateFailed).
 */
export function backupRepairPlan(facts: BackupRepairFacts): BackupRepairPlan {
  const { machine, state, items, retentionInDays } = facts;
  const mending = [waiting(facts), ...extensionSteps(facts), reapplying(facts)];
  const steps = [...mending, backingUp(facts, mending.some(isNeeded))];
  const item = items.find(isActivelyBackedUp);
  const others = state.extensions.filter((each) => hasFailed(each) && !isOfBackup(each));
  return {
    title: `Repair the backups of ${machine.name}`,
    changes: steps.filter(isNeeded),
    skipped: steps.filter((step): step is SkippedChange => !isNeeded(step)),
    notes: [
      "Each step rests upon those before it: when one fails, none after it is made.",
      ...others.map(
        ({ name, publisher, type }) =>
          `The extension ${name} (${publisher}.${type}) has failed as well, and a backup waits for all extensions: mend or remove it yourself.`,
      ),
    ],
    machineId: machine.id,
    item,
    otherItems: items.filter((each) => each !== item),
    retentionInDays,
  };
}

type Step = BackupRepairStep | SkippedChange;

function isNeeded(step: Step): step is BackupRepairStep {
  return "step" in step;
}

/** So long a backup that succeeded says that nothing is left to be mended: that of a repair that was ended, too. */
const provenForInHours = 4;

function waiting({ machine, state }: BackupRepairFacts): Step {
  const thing = { id: `${machine.id}#updating`, name: `${machine.name}: wait` };
  return state.provisioningState === "Updating"
    ? {
        ...thing,
        step: "waitForMachine",
        change: "Wait until the machine is no longer Updating",
        reason: "A backup fails meanwhile.",
      }
    : { ...thing, reason: `The machine is ${state.provisioningState}, not Updating.` };
}

function extensionSteps({ machine, state }: BackupRepairFacts): Step[] {
  const failed = state.extensions.filter((each) => isOfBackup(each) && hasFailed(each));
  if (failed.length === 0) {
    const own = state.extensions.find(isOfBackup);
    return [
      {
        id: `${machine.id}#extension`,
        name: `${machine.name}: extension`,
        reason:
          own === undefined
            ? "There is no extension of Azure Backup; a backup installs it."
            : `The extension ${own.name} is ${own.provisioningState}.`,
      },
    ];
  }
  return failed.map(({ id, name }) =>
    state.power === undefined || state.power === "running"
      ? {
          id,
          name: `${machine.name}: ${name}`,
          step: "deleteExtension",
          change: `Delete the extension ${name}`,
          reason: "It has failed; the next backup installs it again.",
        }
      : {
          id,
          name: `${machine.name}: ${name}`,
          reason: `It has failed, but the machine is ${state.power}: Azure takes an extension only from a running machine. Start it and repair again.`,
        },
  );
}

function reapplying({ machine, state }: BackupRepairFacts): Step {
  const thing = { id: `${machine.id}#reapply`, name: `${machine.name}: reapply` };
  return state.provisioningState === "Failed"
    ? {
        ...thing,
        step: "reapply",
        change: "Reapply the machine's state",
        reason: "Its provisioning state is Failed. Reapplying restarts nothing.",
      }
    : { ...thing, reason: `The machine is ${state.provisioningState}, not Failed.` };
}

function backingUp(
  { machine, items, job, now, retentionInDays }: BackupRepairFacts,
  isMended: boolean,
): Step {
  const thing = { id: machine.id, name: `${machine.name}: backup` };
  const item = items.find(isActivelyBackedUp);
  if (item === undefined) {
    const reason =
      items.length === 0
        ? "No vault that you may read backs the machine up: protect it first."
        : whyNot({ name: machine.name, items });
    return { ...thing, reason };
  }
  const recent = recentBackup(item, now, provenForInHours);
  if (job === undefined && !isMended && recent !== undefined) {
    const again = `\`evergreen backup run ${machine.name} --unless-within 0\` backs it up again.`;
    return { ...thing, reason: `${recent}; ${again}` };
  }
  return job === undefined
    ? {
        ...thing,
        step: "backUp",
        change: `Back up to ${item.vaultName}, kept for ${retentionInDays} days`,
      }
    : {
        ...thing,
        step: "followBackup",
        change: "Follow the backup that is under way, then back up if it has failed",
        reason: `Job ${job.name} began at ${utcMinute(job.startedAt)}.`,
      };
}

function isOfBackup({ publisher, type }: RepairedExtension): boolean {
  return platformOfExtension(publisher, type) === "Azure Backup";
}

function hasFailed({ provisioningState }: RepairedExtension): boolean {
  return provisioningState === "Failed";
}
