/*
 * What a recovery plan of Site Recovery may hold between Azure regions or zones.
 *
 * Source: learn.microsoft.com site-recovery/site-recovery-create-recovery-plans (groups, one group a
 * machine, runbooks only between Azure regions), site-recovery/recovery-plan-overview (machines), and the
 * Site Recovery API (`RecoveryPlanGroup`, `RecoveryPlanAction`).
 */

/** Largest number of groups that start machines. */
export const mostPlanGroups = 7;

/** Largest number of machines in one plan. */
export const mostPlanMachines = 100;

export const planGroupTypes = ["Shutdown", "Failover", "Boot"] as const;

/** Directions in which a plan fails over. */
export const failoverDirections = ["PrimaryToRecovery", "RecoveryToPrimary"] as const;

/** Operations for which an action of a plan can be meant. Source: `ReplicationProtectedItemOperation`. */
export const planActionFailoverTypes = [
  "ReverseReplicate",
  "Commit",
  "PlannedFailover",
  "UnplannedFailover",
  "DisableProtection",
  "TestFailover",
  "TestFailoverCleanup",
  "Failback",
  "FinalizeFailback",
  "CancelFailover",
  "ChangePit",
  "RepairReplication",
  "SwitchProtection",
  "CompleteMigration",
] as const;

/** Recovery points that a plan can fail over to. Source: `A2ARpRecoveryPointType`. */
export const planRecoveryPointTypes = [
  "Latest",
  "LatestApplicationConsistent",
  "LatestCrashConsistent",
  "LatestProcessed",
] as const;

/** What is done before or after a group. */
export interface PlanAction {
  readonly name: string;
  readonly failoverTypes: readonly string[];
  readonly failoverDirections: readonly string[];
  /** `AutomationRunbookActionDetails`, `ManualActionDetails` or `ScriptActionDetails`. */
  readonly kind: string;
  /** Of a runbook. */
  readonly runbookId?: string | undefined;
  /** Of a runbook: `Primary` or `Recovery`. */
  readonly fabricLocation?: string | undefined;
  /** Of a runbook: how long it may take, as an ISO 8601 duration or `hh:mm:ss`. */
  readonly timeout?: string | undefined;
  /** Of a manual action: what is to be done. */
  readonly description?: string | undefined;
}

export interface PlanGroup {
  readonly type: string;
  /** Ids of the protected items. */
  readonly itemIds: readonly string[];
  readonly before: readonly PlanAction[];
  readonly after: readonly PlanAction[];
}

/** What is wrong with a plan, and what to do about it. */
export interface PlanProblem {
  readonly message: string;
  readonly fix: string;
}

/** What is wrong with the groups of a plan; the first of it, `undefined` when nothing is. */
export function planGroupsProblem(groups: readonly PlanGroup[]): PlanProblem | undefined {
  return (
    planShapeProblems(groups)[0] ??
    groups
      .flatMap(({ before, after }) => [...before, ...after])
      .map(planActionProblem)
      .find((problem) => problem !== undefined)
  );
}

/** Everything that is wrong with the groups of a plan, but for their actions. */
export function planShapeProblems(groups: readonly PlanGroup[]): PlanProblem[] {
  const count = (type: string): number => groups.filter((group) => group.type === type).length;
  const ids = groups.flatMap((group) => group.itemIds.map((id) => id.toLowerCase()));
  const unknown = groups.find(({ type }) => !(planGroupTypes as readonly string[]).includes(type));
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  const held = groups.find(({ type, itemIds }) => type !== "Boot" && itemIds.length > 0);
  const checks: readonly (readonly [boolean, string, string])[] = [
    [
      unknown !== undefined,
      `The group type '${unknown?.type ?? ""}' is not one of ${planGroupTypes.join(", ")}.`,
      "Use one of the group types.",
    ],
    [
      count("Shutdown") > 1 || count("Failover") > 1,
      "A recovery plan has one group of the type 'Shutdown' and one of the type 'Failover'.",
      "Put the actions of both into one group.",
    ],
    [
      count("Boot") === 0,
      "The recovery plan has no group of the type 'Boot'.",
      "Add a group that starts machines.",
    ],
    [
      count("Boot") > mostPlanGroups,
      `The recovery plan has ${count("Boot")} groups, above the ${mostPlanGroups} that it can have.`,
      "Put machines that may start together into one group.",
    ],
    [
      held !== undefined,
      `The group of the type '${held?.type ?? ""}' cannot hold machines.`,
      "Put the machines into a group of the type 'Boot'.",
    ],
    [
      ids.length > mostPlanMachines,
      `The recovery plan has ${ids.length} machines, above the ${mostPlanMachines} that it can have.`,
      "Divide the machines among several recovery plans.",
    ],
    [
      twice !== undefined,
      `The protected item '${twice?.split("/").at(-1) ?? ""}' stands in the recovery plan more than once.`,
      "Put each machine into one group only.",
    ],
  ];
  return checks.filter(([isBroken]) => isBroken).map(([, message, fix]) => ({ message, fix }));
}

/** What is wrong with an action of a plan between Azure regions or zones. */
export function planActionProblem(action: PlanAction): PlanProblem | undefined {
  const { name, kind } = action;
  const strange = (given: readonly string[], known: readonly string[]): string | undefined =>
    given.find((word) => !known.includes(word));
  const type = strange(action.failoverTypes, planActionFailoverTypes);
  const direction = strange(action.failoverDirections, failoverDirections);
  if (name === "") {
    return { message: "An action of the recovery plan has no name.", fix: "Give actionName." };
  }
  if (type !== undefined || direction !== undefined) {
    return {
      message: `The action '${name}' is meant for '${type ?? direction ?? ""}', which is no operation or direction of a recovery plan.`,
      fix: "Use failover types and directions of the Site Recovery API.",
    };
  }
  if (kind === "ScriptActionDetails") {
    return {
      message: `The action '${name}' is a script, which runs on a VMM server.`,
      fix: "Use a runbook of Azure Automation between Azure regions.",
    };
  }
  if (kind === "AutomationRunbookActionDetails") {
    return action.fabricLocation === "Primary" || action.fabricLocation === "Recovery"
      ? undefined
      : {
          message: `The fabricLocation '${action.fabricLocation ?? ""}' of the action '${name}' is neither 'Primary' nor 'Recovery'.`,
          fix: "Use 'Primary' or 'Recovery'.",
        };
  }
  return kind === "ManualActionDetails"
    ? undefined
    : {
        message: `The action '${name}' has the unknown type '${kind}'.`,
        fix: "Use AutomationRunbookActionDetails or ManualActionDetails.",
      };
}

/**
 * What is wrong with the ends of a plan: zones are for replication inside one region, and there both are
 * needed.
 */
export function planZonesProblem(ends: {
  readonly sameFabric: boolean;
  readonly primaryZone?: string | undefined;
  readonly recoveryZone?: string | undefined;
}): PlanProblem | undefined {
  const { sameFabric, primaryZone, recoveryZone } = ends;
  if (!sameFabric) {
    return primaryZone === undefined && recoveryZone === undefined
      ? undefined
      : {
          message: "The recovery plan has zones, but its fabrics are two regions.",
          fix: "Leave primaryZone and recoveryZone out.",
        };
  }
  return primaryZone !== undefined && recoveryZone !== undefined && primaryZone !== recoveryZone
    ? undefined
    : {
        message: "The recovery plan has one fabric for both ends and not two different zones.",
        fix: "Give primaryZone and recoveryZone, or another recovery fabric.",
      };
}

/** The groups with those that each plan has: Shutdown and Failover first. Source: ReplicationRecoveryPlans_Get.json. */
export function withFixedGroups<T extends { readonly groupType?: unknown }>(
  groups: readonly T[],
  empty: (groupType: "Shutdown" | "Failover") => T,
): T[] {
  const first = (["Shutdown", "Failover"] as const).map(
    (type) => groups.find(({ groupType }) => groupType === type) ?? empty(type),
  );
  return [...first, ...groups.filter((group) => !first.includes(group))];
}
