import type * as pulumi from "@pulumi/pulumi";
import type { PlanAction } from "../../azure/recovery-plan";
import {
  planGroupsFindings,
  planRunbookFindings,
  planVaultFindings,
  runbookTimeoutFindings,
  type PlacedPlanGroup,
} from "../../azure/recovery-plan-rules";
import type {
  ReplicationRecoveryPlanAction,
  ReplicationRecoveryPlanGroup,
} from "../../resources/replication-recovery-plan-groups";
import { excludedArgumentFindings, missingArgumentFindings } from "../shared/argument-rules";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";

/** Operations for which an action can be meant. Azure has more words, of other uses of Site Recovery. */
export const RecoveryPlanOperation = {
  TestFailover: "TestFailover",
  PlannedFailover: "PlannedFailover",
  UnplannedFailover: "UnplannedFailover",
} as const;
export type RecoveryPlanOperation =
  (typeof RecoveryPlanOperation)[keyof typeof RecoveryPlanOperation];

/** Directions for which an action can be meant. */
export const RecoveryPlanDirection = {
  /** There. */
  PrimaryToRecovery: "PrimaryToRecovery",
  /** And back. */
  RecoveryToPrimary: "RecoveryToPrimary",
} as const;
export type RecoveryPlanDirection =
  (typeof RecoveryPlanDirection)[keyof typeof RecoveryPlanDirection];

/** What is done around a group: a runbook is run, or a person does something. */
export interface RecoveryPlanActionArgs {
  /** Id of a runbook in an automation account of the vault's subscription. Left out, it is a manual action. */
  runbookId?: pulumi.Input<string>;
  /** In which of the two regions the runbook is looked for, `Primary` or `Recovery`. Defaults to `Recovery`. */
  fabricLocation?: pulumi.Input<string>;
  /** How many minutes the runbook may take. Left out, Azure decides. */
  timeoutInMinutes?: pulumi.Input<number>;
  /** What a person is to do: the plan waits until somebody says that it is done. Left out beside `runbookId`, else required. */
  instruction?: pulumi.Input<string>;
  /** Operations for which it is meant, of `RecoveryPlanOperation`. Defaults to all three. */
  failoverTypes?: pulumi.Input<pulumi.Input<RecoveryPlanOperation>[]>;
  /** Directions for which it is meant, of `RecoveryPlanDirection`. Defaults to `PrimaryToRecovery` alone. */
  failoverDirections?: pulumi.Input<pulumi.Input<RecoveryPlanDirection>[]>;
}

/** What is done before and after. */
export interface RecoveryPlanActionsArgs {
  /** What is done before, each by a name of your own, in the order in which they are written. Defaults to nothing. */
  before?: Record<string, RecoveryPlanActionArgs>;
  /** What is done after, each by a name of your own, in the order in which they are written. Defaults to nothing. */
  after?: Record<string, RecoveryPlanActionArgs>;
}

/** Machines that start together. */
export interface RecoveryPlanGroupArgs extends RecoveryPlanActionsArgs {
  /** Ids of the protected items of its machines. Defaults to none, for actions between two groups. */
  protectedItemIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** What a plan does, in the words of its arguments. */
export interface PlannedGroups {
  readonly groups: Record<string, RecoveryPlanGroupArgs>;
  readonly shutdown?: RecoveryPlanActionsArgs;
  readonly failover?: RecoveryPlanActionsArgs;
}

interface Placed {
  readonly path: string;
  readonly type: "Shutdown" | "Failover" | "Boot";
  readonly args: RecoveryPlanGroupArgs;
}

/** The groups in the order in which Azure keeps them; those without actions and machines are left to it. */
function placed({ groups, shutdown, failover }: PlannedGroups): Placed[] {
  return [
    ...(shutdown === undefined
      ? []
      : [{ path: "shutdown", type: "Shutdown" as const, args: shutdown }]),
    ...(failover === undefined
      ? []
      : [{ path: "failover", type: "Failover" as const, args: failover }]),
    ...Object.entries(groups).map(([key, args]) => ({
      path: `groups.${key}`,
      type: "Boot" as const,
      args,
    })),
  ];
}

/** The argument of the resource. */
export function groupsOf(plan: PlannedGroups): ReplicationRecoveryPlanGroup[] {
  return placed(plan).map(({ type, args }) => ({
    type,
    protectedItemIds: args.protectedItemIds ?? [],
    before: actionsOf(args.before),
    after: actionsOf(args.after),
  }));
}

function actionsOf(
  actions: Record<string, RecoveryPlanActionArgs> = {},
): ReplicationRecoveryPlanAction[] {
  return Object.entries(actions).map(([name, args]) => {
    const { runbookId, timeoutInMinutes, instruction } = args;
    return {
      name,
      failoverTypes: args.failoverTypes ?? Object.values(RecoveryPlanOperation),
      failoverDirections: args.failoverDirections ?? [RecoveryPlanDirection.PrimaryToRecovery],
      ...(runbookId === undefined
        ? { description: instruction ?? "" }
        : {
            runbookId,
            fabricLocation: args.fabricLocation ?? "Recovery",
            ...(timeoutInMinutes !== undefined && {
              timeout: mapInput(timeoutInMinutes, (minutes) => `PT${minutes}M`),
            }),
          }),
    };
  });
}

export function groupRules(plan: PlannedGroups, ownId: pulumi.Input<string>): Rule[] {
  const groups = placed(plan);
  const values = groups.map(({ args, ...place }) => ({
    ...place,
    itemIds: args.protectedItemIds ?? [],
    before: plannedActions(args.before),
    after: plannedActions(args.after),
  }));
  return [
    rule({ values }, (known) =>
      planGroupsFindings(known.values as unknown as PlacedPlanGroup[], "groups"),
    ),
    ...groups.flatMap(({ path, args }) => [
      ...(args.protectedItemIds === undefined
        ? []
        : [
            rule({ ownId, ids: args.protectedItemIds }, (known) =>
              planVaultFindings(
                known.ownId,
                known.ids.map((id, index) => ({ id, path: `${path}.protectedItemIds[${index}]` })),
              ),
            ),
          ]),
      ...actionRules(args.before, `${path}.before`, ownId),
      ...actionRules(args.after, `${path}.after`, ownId),
    ]),
  ];
}

function plannedActions(actions: Record<string, RecoveryPlanActionArgs> = {}): unknown[] {
  return Object.entries(actions).map(([name, args]) => ({
    name,
    kind: args.runbookId === undefined ? "ManualActionDetails" : "AutomationRunbookActionDetails",
    failoverTypes: args.failoverTypes ?? Object.values(RecoveryPlanOperation),
    failoverDirections: args.failoverDirections ?? [RecoveryPlanDirection.PrimaryToRecovery],
    ...(args.runbookId !== undefined && {
      runbookId: args.runbookId,
      fabricLocation: args.fabricLocation ?? "Recovery",
    }),
  })) satisfies Partial<Record<keyof PlanAction, unknown>>[];
}

function actionRules(
  actions: Record<string, RecoveryPlanActionArgs> | undefined,
  path: string,
  ownId: pulumi.Input<string>,
): Rule[] {
  return Object.entries(actions ?? {}).flatMap(([name, args]) => [
    rule({}, () => [
      ...(args.runbookId === undefined
        ? [
            ...excludedArgumentFindings(
              { ...args, instruction: "" },
              "instruction",
              ["fabricLocation", "timeoutInMinutes"],
              "they are of a runbook, and a person does the rest",
              `${path}.${name}`,
            ),
            ...missingArgumentFindings(args, "instruction", "runbookId", `${path}.${name}`),
          ]
        : excludedArgumentFindings(
            args,
            "runbookId",
            ["instruction"],
            "an action is a runbook or a person's",
            `${path}.${name}`,
          )),
    ]),
    ...(args.runbookId === undefined
      ? []
      : [
          rule({ ownId, runbookId: args.runbookId }, (known) =>
            planRunbookFindings(known.ownId, known.runbookId, `${path}.${name}.runbookId`),
          ),
        ]),
    ...ruleOn(args.timeoutInMinutes, (minutes) =>
      runbookTimeoutFindings(minutes, `${path}.${name}.timeoutInMinutes`),
    ),
  ]);
}
