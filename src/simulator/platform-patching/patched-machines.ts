import { effectivePatchMode } from "../../azure/guest-patching";
import { normalizeRegion } from "../../azure/regions";
import { readPatchSettings } from "../compute/patch-settings";
import type { Estate, StoredResource } from "../estate";
import { asText } from "../json";

const machineType = "Microsoft.Compute/virtualMachines";

/** How far the platform has come with a machine that asks to be patched by it. */
export interface PatchingNote {
  /** ISO date and time since when the machine asks for it. */
  readonly since: string;
  /** ISO date and time at which it was switched on. */
  readonly enabledAt?: string;
  /** ISO date and time at which nothing critical or security was missing. */
  readonly upToDateAt?: string;
}

/** Whether a machine's patch mode is the platform's, with or without a schedule of its own. */
export function isByPlatform(machine: unknown): boolean {
  return effectivePatchMode(readPatchSettings(machine)) === "AutomaticByPlatform";
}

export function patchingNoteOf(estate: Estate, machine: StoredResource): PatchingNote | undefined {
  return notesOf(estate).get(machine.id.toLowerCase());
}

export function notePatching(
  estate: Estate,
  machine: StoredResource,
  changes: PatchingNote | Partial<PatchingNote>,
): void {
  const before = patchingNoteOf(estate, machine);
  notesOf(estate).set(machine.id.toLowerCase(), { since: "", ...before, ...changes });
}

export function forgetPatching(estate: Estate, machine: StoredResource): void {
  notesOf(estate).delete(machine.id.toLowerCase());
}

export function regionOf(machine: StoredResource): string {
  return normalizeRegion(asText(machine.location) ?? "");
}

/** The machines of a region whose patch mode is the platform's: kept up to date, not searched for. */
export function machinesByPlatform(estate: Estate, region: string): StoredResource[] {
  return [...(indexOf(estate).get(region)?.values() ?? [])];
}

/** The regions in which there are such machines. */
export function regionsByPlatform(estate: Estate): string[] {
  return [...indexOf(estate)].flatMap(([region, { size }]) => (size > 0 ? [region] : []));
}

function indexOf(estate: Estate): Map<string, Map<string, StoredResource>> {
  return estate.derived(
    "machines patched by the platform",
    machineType,
    () => new Map<string, Map<string, StoredResource>>(),
    (index, before, after) => {
      const id = (before ?? after)?.id.toLowerCase() ?? "";
      if (before !== undefined) {
        index.get(regionOf(before))?.delete(id);
      }
      if (after !== undefined && isByPlatform(after)) {
        const region = regionOf(after);
        index.set(region, (index.get(region) ?? new Map<string, StoredResource>()).set(id, after));
      }
    },
  );
}

function notesOf(estate: Estate): Map<string, PatchingNote> {
  return estate.notes<PatchingNote>("machines patched by the platform");
}
