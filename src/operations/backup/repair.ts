import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import {
  asAzureObject,
  type AzureObject,
  azureObject,
  objectsIn,
  textOf,
} from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import { onDemandRetentionInDays } from "../../azure/backup-limits";
import { changeInTurn, type ChangeEnd } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import type { FleetScope } from "../run/fleet-scope";
import { begin, watch } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import type { Run } from "../run/run";
import { inBackupRun } from "./backup-run";
import { followJob } from "./follow-job";
import { findMachine, machineGoneError, type NamedMachine } from "./machine";
import { backUpNow, backupUnderWay } from "./on-demand-backup";
import { protectionOf } from "./protection";
import {
  backupRepairPlan,
  type BackupRepairPlan,
  type BackupRepairStep,
  type RepairedMachine,
} from "./repair-plan";

export interface BackupRepairInput {
  /** Name or id. */
  readonly machine: string;
  readonly scope?: FleetScope;
  /** How long the recovery point of the backup is kept, in days. Defaults to `30`. */
  readonly retentionInDays?: number;
}

const pauseInMilliseconds = 15_000;

/** Plans the repair of a machine's backups; changes nothing. */
export function planRepair(
  options: OperationOptions,
  input: BackupRepairInput,
): Promise<BackupRepairPlan> {
  const { retentionInDays = onDemandRetentionInDays, scope } = input;
  return inBackupRun(options, async (run) => {
    const machine = await findMachine(run, input.machine, scope);
    const [state, protection] = await Promise.all([
      readMachine(run, machine),
      protectionOf(run, machine, scope?.subscriptions),
    ]);
    protection.unknown.forEach((sentence) => {
      run.say(sentence);
    });
    const { item, otherItems } = protection;
    const items = item === undefined ? [] : [item, ...otherItems];
    const job = await backupUnderWay(run, items);
    return backupRepairPlan({ machine, state, items, job, now: run.now(), retentionInDays });
  });
}

/** Carries out a repair, one step after the other. A second run makes what is still needed then. */
export function repairBackups(
  options: OperationOptions,
  plan: BackupRepairPlan,
): Promise<ChangeReport> {
  return inBackupRun(options, (run) =>
    changeInTurn(run, plan, (step) => carryOut(run, plan, step)),
  );
}

async function carryOut(
  run: Run,
  plan: BackupRepairPlan,
  step: BackupRepairStep,
): Promise<ChangeEnd> {
  const { machineId } = plan;
  switch (step.step) {
    case "waitForMachine":
      return waitForMachine(run, machineId);
    case "deleteExtension":
      return begin(run, { method: "DELETE", url: armUrl(step.id, virtualMachineApiVersion) });
    case "reapply":
      return begin(run, {
        method: "POST",
        url: armUrl(machineId, virtualMachineApiVersion, "reapply"),
      });
    case "backUp":
      return backUp(run, plan, step);
    case "followBackup": {
      const job = await backupUnderWay(run, itemsOf(plan));
      const end = job === undefined ? undefined : await followJob(run, job.id, step);
      // It may have begun before the steps that come before this one.
      return end === undefined || end.state === "failed" ? backUp(run, plan, step) : end;
    }
  }
}

function backUp(run: Run, plan: BackupRepairPlan, step: BackupRepairStep): Promise<ChangeEnd> {
  const { item, otherItems, retentionInDays } = plan;
  return item === undefined
    ? Promise.resolve({ state: "failed", detail: "No vault backs the machine up." })
    : backUpNow(run, { item, otherItems, retentionInDays, shownAs: step });
}

function itemsOf({ item, otherItems }: BackupRepairPlan) {
  return item === undefined ? otherItems : [item, ...otherItems];
}

async function waitForMachine(run: Run, machineId: string): Promise<ChangeEnd> {
  const end = await watch(
    run,
    armUrl(machineId, virtualMachineApiVersion),
    (answer) => {
      const state = textOf(azureObject(answer).properties.provisioningState) ?? "";
      return state === "Updating" ? undefined : state;
    },
    pauseInMilliseconds,
  );
  if (end.state !== "seen") {
    return end;
  }
  return end.seen === "Failed"
    ? {
        state: "failed",
        detail:
          "The update of the machine failed: run the repair again, which then reapplies its state.",
      }
    : { state: "succeeded", detail: `The machine is ${end.seen}.` };
}

async function readMachine(run: Run, named: NamedMachine): Promise<RepairedMachine> {
  const url = armUrl(named.id, virtualMachineApiVersion);
  const machine = await run.client.getOrUndefined(`${url}&$expand=instanceView`, run.signal);
  if (machine === undefined) {
    throw machineGoneError(named);
  }
  const extensions = await run.client.get(
    armUrl(named.id, virtualMachineApiVersion, "extensions"),
    run.signal,
  );
  const { properties } = azureObject(machine);
  return {
    provisioningState: textOf(properties.provisioningState) ?? "",
    power: objectsIn(asObject(properties.instanceView)?.statuses)
      .map(({ code }) => /^PowerState\/(.+)$/i.exec(textOf(code) ?? "")?.[1])
      .find((state) => state !== undefined),
    extensions: objectsIn(asObject(extensions.body)?.value).map((each) =>
      extensionOf(asAzureObject(each)),
    ),
  };
}

function extensionOf({ id = "", properties, whole }: AzureObject) {
  return {
    id,
    name: textOf(whole.name) ?? "",
    publisher: textOf(properties.publisher) ?? "",
    type: textOf(properties.type) ?? "",
    provisioningState: textOf(properties.provisioningState) ?? "",
  };
}
