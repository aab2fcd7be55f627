import type { PatchedMachineRow } from "../../azure/resource-graph-queries";
import type { PatchInstanceView } from "./instance-view";
import type { SeenScheduledRun } from "./last-scheduled-run";
import type { PatchMachine } from "./machines";
import type { SeenWayOut } from "./way-out";

/** Something that patching a machine takes, and how it stands with it. */
export interface PatchRequirement {
  readonly name: string;
  /** `unknown` where only the machine itself can tell. */
  readonly state: "met" | "notMet" | "unknown" | "notNeeded";
  /** What was found, one or two sentences. */
  readonly found: string;
  /** What to do, one sentence; left out where nothing is to be done. */
  readonly fix?: string;
  /** Commands that tell more or mend it, run in the machine. */
  readonly commands?: readonly string[];
}

/** What is looked at: a machine, and its instance view where that could be read. */
export interface ExplainedMachine {
  readonly machine: PatchMachine;
  readonly view: PatchInstanceView | undefined;
  readonly now: Date;
  readonly staleAfterInHours: number;
  /** All machines of its availability set or scale set; `undefined` for one that is in none. */
  readonly ofSet:
    { readonly name: string; readonly machines: readonly PatchedMachineRow[] } | undefined;
  /** The last run of a schedule that it was in; `undefined` where no schedule reaches it. */
  readonly scheduledRun?: SeenScheduledRun | undefined;
  /** What can be seen of its way out; `undefined` where it was not looked at. */
  readonly wayOut?: SeenWayOut | undefined;
  /** Name of the tag in which machines tell their patch source; `undefined` where there is none. */
  readonly sourceTag: string | undefined;
}

/** A requirement that is met. */
export const met = (name: string, found: string): PatchRequirement => ({
  name,
  state: "met",
  found,
});

/** A requirement that is not, with what to do. */
export const notMet = (name: string, found: string, fix: string): PatchRequirement => ({
  name,
  state: "notMet",
  found,
  fix,
});
