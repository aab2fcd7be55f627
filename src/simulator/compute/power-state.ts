import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";

/** Whether a machine runs. Source: learn.microsoft.com virtual-machines/states-billing. */
export type PowerState = "running" | "stopped" | "deallocated";

interface PowerNote {
  readonly state: PowerState;
  /** ISO date and time since when. */
  readonly since: string;
}

const words: Readonly<Record<PowerState, string>> = {
  running: "VM running",
  stopped: "VM stopped",
  deallocated: "VM deallocated",
};

/** What a machine's power is; one that was never stopped runs since it was made. */
export function powerOf(platform: Platform, machine: StoredResource): PowerNote {
  const created = asText(valueAt(machine, "properties.timeCreated")) ?? "";
  const noted = notesOf(platform).get(machine.id.toLowerCase());
  return noted ?? { state: "running", since: created };
}

/** The status of a machine's power in its instance view. */
export function powerStatus(platform: Platform, machine: StoredResource): JsonObject {
  const { state } = powerOf(platform, machine);
  return { code: `PowerState/${state}`, level: "Info", displayStatus: words[state] };
}

export function notePower(platform: Platform, machine: StoredResource, state: PowerState): void {
  const since = platform.clock.now().toISOString();
  notesOf(platform).set(machine.id.toLowerCase(), { state, since });
}

/** A machine has restarted: its agent must come up anew. */
export function noteRestart(platform: Platform, machine: StoredResource): void {
  notePower(platform, machine, "running");
}

export function forgetPower(platform: Platform, machine: StoredResource): void {
  notesOf(platform).delete(machine.id.toLowerCase());
}

function notesOf(platform: Platform): Map<string, PowerNote> {
  return platform.estate.notes<PowerNote>("power of machines");
}
