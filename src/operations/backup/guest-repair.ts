import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { ArmRequestError, asObject } from "../../arm/errors";
import { objectsIn } from "../../arm/azure-object";
import type { ArmRequest, ArmResponse } from "../../arm/transport";
import { guestSteps } from "../../azure/guest-agent/guest-steps";
import type { GuestStep } from "../../azure/guest-agent/guest-step";
import { guestSystemNamed } from "../../azure/guest-agent/guest-systems";
import { whyNotReachable } from "../../azure/guest-agent/reachability";
import { readRunCommandOutput } from "../../azure/guest-agent/run-command-output";
import type { OperatingSystem } from "../../azure/guest-patching";
import { type ChangeEnd, changeInTurn } from "../run/change-each";
import type { ChangePlan, PlannedChange } from "../run/change-plan";
import type { ChangeReport } from "../run/change-report";
import { follow } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import type { Run } from "../run/run";
import { inBackupRun } from "./backup-run";
import { type GuestMachine, readGuest, systemFor } from "./guest-machine";
import type { GuestStepsInput } from "./guest-steps";
import { findMachine, machineWithId } from "./machine";

/** One step that Azure is to run inside a machine. */
export interface GuestChange extends PlannedChange {
  readonly script: string;
}

/** What Azure is to run inside a machine by Run Command. */
export interface GuestRepairPlan extends ChangePlan {
  readonly machineId: string;
  readonly operatingSystem: OperatingSystem;
  /** One after the other. */
  readonly changes: readonly GuestChange[];
}

/** How long until a machine that runs another script is asked again, in milliseconds. */
const pauseWhileBusy = 30_000;

/**
 * Plans what Azure runs inside a machine by Run Command, through its agent. Throws when the machine
 * cannot be reached so, with the reason and what to do instead.
 */
export async function planGuestRepair(
  options: OperationOptions,
  input: GuestStepsInput,
): Promise<GuestRepairPlan> {
  return inBackupRun(options, async (run) => {
    const machine = await readGuest(run, await findMachine(run, input.machine, input.scope));
    const system = systemFor(machine, input.system);
    const steps = guestSteps(system, input, { throughAgent: true });
    requireReachable(run, machine);
    return planOf(machine, guestSystemNamed(system), steps);
  });
}

function planOf(
  { id, name }: GuestMachine,
  { operatingSystem, title }: { readonly operatingSystem: OperatingSystem; readonly title: string },
  steps: readonly GuestStep[],
): GuestRepairPlan {
  return {
    title: `Run ${steps.length === 1 ? "a script" : "scripts"} inside ${name} (${title}) by Run Command`,
    machineId: id,
    operatingSystem,
    changes: steps.map(({ id: step, title: change, changes, script }) => ({
      id: `${id}#${step}`,
      name: step,
      change,
      ...(changes ? {} : { reason: "It looks, and changes nothing." }),
      script,
    })),
    skipped: [],
    notes: [
      `The scripts run as ${operatingSystem === "Windows" ? "the system account" : "root"}, one after the other; once one fails none further is begun.`,
      `Without --in-guest the same command prints them.`,
    ],
  };
}

/**
 * Runs the scripts of a plan inside its machine, one after the other. A script that another run still
 * has the machine run is waited for; each may be run again without harm.
 */
export async function repairInGuest(
  options: OperationOptions,
  plan: GuestRepairPlan,
): Promise<ChangeReport> {
  return inBackupRun(options, async (run) => {
    requireReachable(run, await readGuest(run, machineWithId(plan.machineId)));
    return changeInTurn(run, plan, (change) => runScript(run, plan, change));
  });
}

function requireReachable(run: Run, machine: GuestMachine): void {
  const found = whyNotReachable(machine, run.now());
  if (found !== undefined) {
    const lines = [
      `Azure cannot run scripts inside the machine. ${found.reason} Instead:`,
      ...found.instead.map((way) => `  - ${way}`),
    ];
    throw new Error(lines.join("\n"));
  }
}

async function runScript(
  run: Run,
  { machineId, operatingSystem }: GuestRepairPlan,
  { script }: GuestChange,
): Promise<ChangeEnd> {
  const request: ArmRequest = {
    method: "POST",
    url: armUrl(machineId, virtualMachineApiVersion, "runCommand"),
    body: {
      commandId: operatingSystem === "Windows" ? "RunPowerShellScript" : "RunShellScript",
      script: script.split("\n"),
    },
  };
  const accepted = await sendWhenFree(run, request);
  if (accepted === undefined) {
    return { state: "failed", detail: "The machine still runs another script. Try again later." };
  }
  const end = await follow(run, accepted, request);
  if (end.state !== "succeeded") {
    return end;
  }
  const { stdout, stderr, isDone } = readRunCommandOutput(statusesIn(end.response));
  const said = [stdout, stderr].filter((text) => text !== "").join("\n");
  return isDone
    ? { state: "succeeded", ...(stdout === "" ? {} : { detail: stdout }) }
    : {
        state: "failed",
        detail: `The script did not come to its end. ${said || "It wrote nothing."}`,
      };
}

/** A machine runs one script at a time; what another run began is let end. `undefined` when the run's time is over before. */
async function sendWhenFree(run: Run, request: ArmRequest): Promise<ArmResponse | undefined> {
  for (;;) {
    try {
      return await run.client.send(request, run.signal);
    } catch (error) {
      const isBusy =
        error instanceof ArmRequestError &&
        error.status === 409 &&
        /execution is in progress/i.test(error.azureMessage);
      if (!isBusy) {
        throw error;
      }
    }
    if (run.remainingInMilliseconds === 0) {
      return undefined;
    }
    await run.wait(Math.min(pauseWhileBusy, run.remainingInMilliseconds));
  }
}

/** The result itself, or the operation's status with it where Azure no longer keeps the result. */
function statusesIn({ body }: ArmResponse): Record<string, unknown>[] {
  const whole = asObject(body) ?? {};
  const output = asObject(asObject(whole.properties)?.output);
  return objectsIn(whole.value ?? output?.value);
}
