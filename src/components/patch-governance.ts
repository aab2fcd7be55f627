import * as pulumi from "@pulumi/pulumi";
import {
  exclusionFindings,
  governanceScopeFindings,
  identityRegionFindings,
  noPolicyFindings,
} from "../azure/patch-governance";
import { policyRemediatorRole, scheduleAttacherRole } from "../azure/policy-remediator-roles";
import { regionFindings } from "../azure/regions";
import { resourceIdFindings } from "../azure/resource-id";
import type { RoleTemplate } from "../azure/roles";
import { LeastPrivilegeRole, type LeastPrivilegeRoleArgs } from "./least-privilege-role";
import {
  assignPolicy,
  principalOfAssignment,
  principalOfIdentity,
  type AssignmentPlace,
} from "./patch-governance/assignment";
import {
  chosenAssessment,
  chosenAudit,
  chosenPrerequisites,
  chosenSchedule,
  type ChosenPolicy,
  type PatchGovernanceAssessmentArgs,
  type PatchGovernanceAuditArgs,
  type PatchGovernanceScheduleArgs,
  type PatchGovernanceSchedulePrerequisitesArgs,
} from "./patch-governance/policies";
import {
  remediationRules,
  startRemediation,
  type PatchGovernanceRemediationArgs,
} from "./patch-governance/remediation";
import { choiceFindings } from "./shared/argument-rules";
import type { ChildOptions } from "./shared/child-options";
import { judge, rule, ruleOn, type Rule } from "./shared/inputs";

/** What the identities of the assignments may do. */
export const GovernanceRole = {
  /** What the policies' own operations and templates write. */
  Narrow: "Narrow",
  /** Contributor at the scope and at the schedules, which the definitions for machines of Azure name. */
  Documented: "Documented",
} as const;
export type GovernanceRole = (typeof GovernanceRole)[keyof typeof GovernanceRole];

export interface PatchGovernanceArgs {
  /** Id of the subscription, the resource group or the management group whose machines are governed. Changing it replaces everything. */
  scope: pulumi.Input<string>;
  /** Azure region of the assignments' identities. Defaults to the stack's `azure-native:location`; one of both is needed unless there are audits alone. Azure refuses a change. */
  location?: pulumi.Input<string>;
  /** Periodic assessment of machines, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  assessments?: Record<string, PatchGovernanceAssessmentArgs>;
  /** Patch settings that a schedule needs, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  schedulePrerequisites?: Record<string, PatchGovernanceSchedulePrerequisitesArgs>;
  /** Schedules to which machines are attached, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  schedules?: Record<string, PatchGovernanceScheduleArgs>;
  /** Policies that only tell, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  audits?: Record<string, PatchGovernanceAuditArgs>;
  /** Ids below the scope that are left out. Defaults to none. */
  notScopes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of an identity that all assignments share. Defaults to one of its own for each assignment. Changing it replaces the role assignments. */
  userAssignedIdentityId?: pulumi.Input<string>;
  /** What the identities may do; one of `GovernanceRole`. Defaults to `Narrow`. Changing it replaces the roles. */
  role?: GovernanceRole;
  /** Changes the machines that are there already. Left out, only those that are made or changed later are. */
  remediation?: PatchGovernanceRemediationArgs;
}

/**
 * Policies of Azure Update Manager at a scope: machines that are made or changed there are assessed
 * and patched by schedule, whoever makes them. Each assignment's identity holds just the rights that
 * its policy uses.
 *
 * Source: learn.microsoft.com update-manager/periodic-assessment-at-scale, governance/policy/how-to/remediate-resources.
 */
export class PatchGovernance extends pulumi.ComponentResource {
  /** ARM ids of the policy assignments, by kind and key, for example `assessment-windows`. */
  public readonly policyAssignmentIds!: pulumi.Output<Record<string, string>>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a scope that takes no policy, an exclusion outside it, a wrong word, id, region or number, no policy at all. */
  constructor(name: string, args: PatchGovernanceArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `PatchGovernance "${name}"`;
    const policies = chosenPolicies(args);
    const verdict = judge(subject, governanceRules(args, policies));
    super("azure-evergreen:index:PatchGovernance", name, args, opts);
    verdict.showWarnings(this);

    const scope = verdict.gate(args.scope);
    const { location, userAssignedIdentityId, notScopes } = args;
    const place: AssignmentPlace = { name, scope, location, userAssignedIdentityId, notScopes };
    const child: ChildOptions = { parent: this };
    const shared =
      userAssignedIdentityId === undefined
        ? undefined
        : principalOfIdentity(userAssignedIdentityId, child);
    const ids: Record<string, pulumi.Output<string>> = {};
    for (const [duty, group] of byDuty(policies)) {
      const assigned = group.map((policy) => ({
        policy,
        assignment: assignPolicy(policy, place, child),
      }));
      for (const { policy, assignment } of assigned) {
        ids[policy.role] = assignment.id;
      }
      if (duty === undefined) {
        continue;
      }
      const principalOf = new Map(
        assigned.map(({ policy, assignment }) => [
          policy.role,
          shared ?? principalOfAssignment(assignment, subject, child),
        ]),
      );
      const roles = [
        giveRole(
          `${name}-${roleNames[duty]}-role`,
          {
            args,
            scope,
            template: policyRemediatorRole(duty),
            principals: shared ? { shared } : Object.fromEntries(principalOf),
          },
          child,
        ),
      ];
      for (const { policy } of assigned) {
        const principalId = principalOf.get(policy.role);
        if (policy.maintenanceConfigurationId !== undefined && principalId !== undefined) {
          roles.push(
            giveRole(
              `${name}-${policy.role}-role`,
              {
                args,
                scope: policy.maintenanceConfigurationId,
                template: scheduleAttacherRole(),
                principals: { policy: principalId },
              },
              child,
            ),
          );
        }
      }
      if (args.remediation !== undefined) {
        for (const { policy, assignment } of assigned) {
          startRemediation(
            `${name}-${policy.role}`,
            args.remediation,
            { scope, policyAssignmentId: assignment.id },
            { ...child, dependsOn: roles },
          );
        }
      }
    }

    this.policyAssignmentIds = pulumi.output(ids);
    this.registerOutputs({ policyAssignmentIds: this.policyAssignmentIds });
  }
}

type Duty = NonNullable<ChosenPolicy["duty"]>;

const roleNames: Readonly<Record<Duty, string>> = {
  Assessment: "assessment",
  ArcAssessment: "arc-assessment",
  SchedulePrerequisites: "prerequisites",
  Schedule: "schedule",
};

function chosenPolicies(args: PatchGovernanceArgs): ChosenPolicy[] {
  const entries = <T>(keyed: Record<string, T> | undefined): [string, T][] =>
    Object.entries(keyed ?? {});
  return [
    ...entries(args.assessments).map(([key, each]) => chosenAssessment(key, each)),
    ...entries(args.schedulePrerequisites).map(([key, each]) => chosenPrerequisites(key, each)),
    ...entries(args.schedules).map(([key, each]) => chosenSchedule(key, each)),
    ...entries(args.audits).map(([key, each]) => chosenAudit(key, each)),
  ];
}

function byDuty(policies: readonly ChosenPolicy[]): Map<Duty | undefined, ChosenPolicy[]> {
  const groups = new Map<Duty | undefined, ChosenPolicy[]>();
  for (const policy of policies) {
    groups.set(policy.duty, [...(groups.get(policy.duty) ?? []), policy]);
  }
  return groups;
}

function governanceRules(args: PatchGovernanceArgs, policies: readonly ChosenPolicy[]): Rule[] {
  const { scope, notScopes, location, userAssignedIdentityId, role } = args;
  const changes = policies.some(({ duty }) => duty !== undefined);
  return [
    ...ruleOn(scope, (known) => governanceScopeFindings(known, "scope")),
    rule({}, () => [
      ...noPolicyFindings(policies.length),
      ...(role === undefined ? [] : choiceFindings(role, Object.values(GovernanceRole), "role")),
      ...(changes && location === undefined
        ? identityRegionFindings(new pulumi.Config("azure-native").get("location"))
        : []),
    ]),
    ...ruleOn(location, (known) => regionFindings(known, "location")),
    ...policies.flatMap(({ rules }) => rules),
    ...(notScopes === undefined
      ? []
      : [rule({ scope, notScopes }, (known) => exclusionFindings(known, "notScopes"))]),
    ...ruleOn(userAssignedIdentityId, (id) =>
      resourceIdFindings(
        id,
        "userAssignedIdentityId",
        "Microsoft.ManagedIdentity/userAssignedIdentities",
      ),
    ),
    ...remediationRules(args.remediation, scope),
  ];
}

/** The role is named after the component too: a tenant has one role of a name. */
function giveRole(
  name: string,
  grant: {
    readonly args: PatchGovernanceArgs;
    readonly scope: pulumi.Input<string>;
    readonly template: RoleTemplate;
    readonly principals: Readonly<Record<string, pulumi.Input<string>>>;
  },
  opts: ChildOptions,
): LeastPrivilegeRole {
  const { args, scope, template } = grant;
  const given: Omit<LeastPrivilegeRoleArgs, "scope" | "principals"> =
    args.role === GovernanceRole.Documented
      ? { existingRole: "Contributor" }
      : {
          roleNamePrefix: `${template.roleName} ${name}`,
          description: template.description,
          actions: [...template.permission.actions],
        };
  const principals = Object.fromEntries(
    Object.entries(grant.principals).map(([key, principalId]) => [key, { principalId }]),
  );
  return new LeastPrivilegeRole(name, { ...given, scope, principals }, opts);
}
