import type { Platform } from "./operation";
import type { StateChange } from "./witnesses";

/** Work of one kind that Azure does by itself at a time, and takes up again in a loaded estate. */
export interface PlannedKind {
  /** Subject of the notes that keep what is planned. */
  readonly subject: string;
  readonly change: StateChange;
  /** Does the step; it may plan the next one of the same thing. */
  run(platform: Platform, id: string, step: string): void;
}

interface Planned {
  readonly id: string;
  readonly step: string;
  /** ISO date and time. */
  readonly due: string;
}

/** Plans a step of a thing, in place of the one that was planned for it. */
export function plan(
  platform: Platform,
  kind: PlannedKind,
  id: string,
  step: string,
  seconds: number,
): void {
  const due = new Date(platform.clock.now().getTime() + seconds * 1000).toISOString();
  const planned = { id, step, due };
  plansOf(platform, kind).set(id.toLowerCase(), planned);
  start(platform, kind, planned);
}

/** Takes back what was planned for a thing. */
export function unplan(platform: Platform, kind: PlannedKind, id: string): void {
  plansOf(platform, kind).delete(id.toLowerCase());
}

/** The step that is planned for a thing, and when. */
export function plannedFor(
  platform: Platform,
  kind: PlannedKind,
  id: string,
): { readonly step: string; readonly due: string } | undefined {
  return plansOf(platform, kind).get(id.toLowerCase());
}

/** Ids in lower case of all things for which a step is planned. */
export function plannedIds(platform: Platform, kind: PlannedKind): string[] {
  return [...plansOf(platform, kind).keys()];
}

/** Begins again what is planned. Done twice, each step is still done once. */
export function resumePlans(platform: Platform, kind: PlannedKind): void {
  for (const planned of [...plansOf(platform, kind).values()]) {
    start(platform, kind, planned);
  }
}

function start(platform: Platform, kind: PlannedKind, { id, step, due }: Planned): void {
  const seconds = Math.max(0, (new Date(due).getTime() - platform.clock.now().getTime()) / 1000);
  platform.later(kind.change, seconds, () => {
    const plans = plansOf(platform, kind);
    const now = plans.get(id.toLowerCase());
    if (now?.due === due && now.step === step) {
      plans.delete(id.toLowerCase());
      kind.run(platform, id, step);
    }
  });
}

function plansOf(platform: Platform, kind: PlannedKind): Map<string, Planned> {
  return platform.estate.notes<Planned>(kind.subject);
}
