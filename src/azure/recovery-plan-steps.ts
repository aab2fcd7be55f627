import type { PlanAction, PlanGroup } from "./recovery-plan";

/** A step of a recovery plan's job. */
export interface PlanStep {
  readonly kind: "check" | "shutdown" | "machines" | "runbook" | "manual";
  /** For example `Group 1`. */
  readonly group: string;
  /** `Shutdown`, `Failover` or `Boot`. */
  readonly groupType: string;
  readonly phase: "before" | "group" | "after";
  /** Of machines. */
  readonly itemIds: readonly string[];
  /** Of a runbook or a manual action. */
  readonly action?: PlanAction;
}

/** Operations that end the source of a plan's machines first. */
const shutsDown = new Set(["PlannedFailover", "UnplannedFailover"]);

/**
 * The steps of an operation on a recovery plan, in their order: the source machines are shut down, but
 * not for a test; then the groups start their machines one after the other. Each group's actions are
 * taken before and after it when they are meant for the operation and its direction.
 *
 * Source: learn.microsoft.com site-recovery/recovery-plan-overview.
 *
 * @param options.failoverType - For example `TestFailover`.
 * @param options.withShutdown - Whether the source is to be shut down at all.
 */
export function planSteps(
  groups: readonly PlanGroup[],
  options: {
    readonly failoverType: string;
    readonly direction: string;
    readonly withShutdown: boolean;
  },
): PlanStep[] {
  const { failoverType, direction, withShutdown } = options;
  const meant = ({ failoverTypes, failoverDirections }: PlanAction): boolean =>
    failoverTypes.includes(failoverType) && failoverDirections.includes(direction);
  const allItems = groups.flatMap(({ itemIds }) => itemIds);
  let started = 0;
  const steps = groups.flatMap((group): PlanStep[] => {
    const name = group.type === "Boot" ? `Group ${++started}` : group.type;
    const common = { group: name, groupType: group.type };
    const actions = (phase: "before" | "after"): PlanStep[] =>
      group[phase].filter(meant).map((action) => ({
        ...common,
        kind: action.kind === "ManualActionDetails" ? "manual" : "runbook",
        phase,
        itemIds: group.itemIds,
        action,
      }));
    const own: PlanStep[] =
      group.type === "Boot" && group.itemIds.length > 0
        ? [{ ...common, kind: "machines", phase: "group", itemIds: group.itemIds }]
        : group.type === "Shutdown" && withShutdown && shutsDown.has(failoverType)
          ? [{ ...common, kind: "shutdown", phase: "group", itemIds: allItems }]
          : [];
    return [...actions("before"), ...own, ...actions("after")];
  });
  const check: PlanStep = {
    kind: "check",
    group: "Prerequisites",
    groupType: "",
    phase: "group",
    itemIds: [],
  };
  return [check, ...steps];
}

/**
 * Whether a plan goes on behind a runbook that failed: in a planned failover it stops, in an unplanned
 * one it continues. Source: learn.microsoft.com site-recovery/hyper-v-vmm-recovery-script.
 */
export function continuesBehindFailedAction(failoverType: string): boolean {
  return failoverType !== "PlannedFailover";
}

/** How many seconds a runbook may take: `PT1H30M` or `01:30:00`; `undefined` for another form. */
export function timeoutInSeconds(text: string | undefined): number | undefined {
  const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text ?? "");
  const clock = /^(\d+):(\d\d):(\d\d)$/.exec(text ?? "");
  const [, hours = "0", minutes = "0", seconds = "0"] = iso ?? clock ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return (iso ?? clock) === null || total === 0 ? undefined : total;
}
