import type { GuestStep } from "../../azure/guest-agent/guest-step";
import { type GuestStepChoice, guestSteps } from "../../azure/guest-agent/guest-steps";
import { guestSystemNamed, type GuestSystemName } from "../../azure/guest-agent/guest-systems";
import { type NotReachable, whyNotReachable } from "../../azure/guest-agent/reachability";
import type { OperatingSystem } from "../../azure/guest-patching";
import type { FleetScope } from "../run/fleet-scope";
import type { OperationOptions } from "../run/options";
import { inBackupRun } from "./backup-run";
import { readGuest, systemFor } from "./guest-machine";
import { findMachine } from "./machine";

/** Inside which machine something is done, and what. Without a choice: all that mends its agent. */
export interface GuestStepsInput extends GuestStepChoice {
  /** Id, or in the scope the name. */
  readonly machine: string;
  readonly scope?: FleetScope;
  /** The machine's system, where Azure does not tell it. */
  readonly system?: GuestSystemName;
}

/** What is done inside a machine, as commands for whoever signs in to it. */
export interface GuestSteps {
  readonly machine: { readonly id: string; readonly name: string };
  readonly operatingSystem: OperatingSystem;
  readonly system: GuestSystemName;
  /** The system's name for people. */
  readonly systemTitle: string;
  /** In this order. */
  readonly steps: readonly GuestStep[];
  /** Why Azure could not run them itself, and what to do instead; left out where it could. */
  readonly notReachable?: NotReachable;
}

/**
 * Reads which system a machine runs, and answers the commands that mend its agent, gather its logs or
 * turn its verbose log on or off. Changes nothing.
 */
export async function guestStepsOf(
  options: OperationOptions,
  input: GuestStepsInput,
): Promise<GuestSteps> {
  return inBackupRun(options, async (run) => {
    const machine = await readGuest(run, await findMachine(run, input.machine, input.scope));
    const system = systemFor(machine, input.system);
    const { operatingSystem, title } = guestSystemNamed(system);
    const notReachable = whyNotReachable(machine, run.now());
    return {
      machine: { id: machine.id, name: machine.name },
      operatingSystem,
      system,
      systemTitle: title,
      steps: guestSteps(system, input, { throughAgent: false }),
      ...(notReachable === undefined ? {} : { notReachable }),
    };
  });
}
