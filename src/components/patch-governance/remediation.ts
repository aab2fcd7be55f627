import { RemediationAtResource } from "@pulumi/azure-native/policyinsights";
import type * as pulumi from "@pulumi/pulumi";
import {
  defaultDiscoveryMode,
  policyRegions,
  remediationFindings,
} from "../../azure/patch-governance";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, type Rule } from "../shared/inputs";

/** How a remediation task finds the machines that it changes, in Azure's words. */
export const RemediationDiscovery = {
  /** Those that Azure found by itself, once a day and half an hour after an assignment. */
  ExistingNonCompliant: "ExistingNonCompliant",
  /** Azure looks at all of them first; not at a management group. */
  ReEvaluateCompliance: "ReEvaluateCompliance",
} as const;
export type RemediationDiscovery = (typeof RemediationDiscovery)[keyof typeof RemediationDiscovery];

/** A task for each policy that changes the machines which are there already. */
export interface PatchGovernanceRemediationArgs {
  /** A word of your own, such as a date; another word is another run. Defaults to none. Changing it replaces the tasks. */
  run?: string;
  /** Part of the machines that may fail, 0 to 100; beyond it a task ends as failed. Defaults to `100`. Changing it replaces the tasks. */
  failureThresholdInPercent?: pulumi.Input<number>;
  /** How many machines are changed at a time, 1 to 30. Defaults to `10`. Changing it replaces the tasks. */
  parallelDeployments?: pulumi.Input<number>;
  /** How many machines a task changes at most, 1 to 50000. Defaults to `500`. Changing it replaces the tasks. */
  resourceCount?: pulumi.Input<number>;
  /** One of `RemediationDiscovery`. Defaults to `ReEvaluateCompliance`, at a management group to `ExistingNonCompliant`. Changing it replaces the tasks. */
  resourceDiscoveryMode?: pulumi.Input<RemediationDiscovery>;
  /** Azure regions whose machines are changed. Defaults to all. Changing it replaces the tasks. */
  locations?: pulumi.Input<pulumi.Input<string>[]>;
}

export function remediationRules(
  args: PatchGovernanceRemediationArgs | undefined,
  scope: pulumi.Input<string>,
): Rule[] {
  if (args === undefined) {
    return [];
  }
  return [
    rule({ task: args, scope }, ({ task, scope: at }) =>
      remediationFindings(task, at, "remediation"),
    ),
  ];
}

const replaceOnChanges = [
  "failureThreshold",
  "filters",
  "parallelDeployments",
  "policyAssignmentId",
  "resourceCount",
  "resourceDiscoveryMode",
];

/**
 * Starts a task. What it is about cannot change once it has begun, so a change is another task, of
 * another name. Azure deletes none that is running, and each by itself 60 days later: none is deleted
 * here.
 */
export function startRemediation(
  name: string,
  args: PatchGovernanceRemediationArgs,
  task: {
    readonly scope: pulumi.Input<string>;
    readonly policyAssignmentId: pulumi.Input<string>;
  },
  opts: ChildOptions,
): void {
  const { run, failureThresholdInPercent, locations } = args;
  new RemediationAtResource(
    run === undefined ? `${name}-remediation` : `${name}-remediation-${run}`,
    {
      // The path of the other scopes is the same; theirs would be in the provider's subscription.
      resourceId: task.scope,
      policyAssignmentId: task.policyAssignmentId,
      resourceDiscoveryMode:
        args.resourceDiscoveryMode ?? mapInput(task.scope, defaultDiscoveryMode),
      failureThreshold: {
        percentage: mapInput(failureThresholdInPercent ?? 100, (percent) => percent / 100),
      },
      parallelDeployments: args.parallelDeployments ?? 10,
      resourceCount: args.resourceCount ?? 500,
      ...(locations !== undefined && {
        filters: { locations: mapInput(locations, policyRegions) },
      }),
    },
    { ...opts, replaceOnChanges, retainOnDelete: true },
  );
}
