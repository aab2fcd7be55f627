import type * as pulumi from "@pulumi/pulumi";
import { findBuiltInPolicy } from "../../azure/built-in-policies";
import type { Finding } from "../../azure/finding";
import {
  assignmentTextFindings,
  patchAuditPolicies,
  patchPolicies,
  policyFilterFindings,
  policyRegions,
  policyTagPairs,
  wordFindings,
} from "../../azure/patch-governance";
import type { PolicyRemediationDuty } from "../../azure/policy-remediator-roles";
import { resourceIdFindings } from "../../azure/resource-id";
import { choiceFindings } from "../shared/argument-rules";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";

/** Which machines a policy is about. */
export const GovernedMachines = {
  /** Virtual machines of Azure. */
  Azure: "Azure",
  /** Servers elsewhere that Azure Arc brings. */
  Arc: "Arc",
} as const;
export type GovernedMachines = (typeof GovernedMachines)[keyof typeof GovernedMachines];

/** A policy that tells which machines are not as they should be. */
export const PatchAudit = {
  /** Machines that are not assessed periodically. */
  PeriodicAssessment: "PeriodicAssessment",
  /** Machines that lack updates. */
  UpdatesInstalled: "UpdatesInstalled",
  /** Windows Server Azure Edition without hotpatching. */
  Hotpatching: "Hotpatching",
} as const;
export type PatchAudit = (typeof PatchAudit)[keyof typeof PatchAudit];

/** What every assignment says. */
export interface PatchGovernanceAssignmentArgs {
  /** Name in the portal, up to 128 characters. Defaults to the policy's own. */
  displayName?: pulumi.Input<string>;
  /** What the assignment is for, up to 512 characters. Defaults to nothing. */
  description?: pulumi.Input<string>;
  /** What is told of a machine that is not as it should be. Defaults to Azure's own words. */
  nonComplianceMessage?: pulumi.Input<string>;
  /** Whether the policy acts when machines are made or changed; without, it tells, and remediation tasks still run. Defaults to `true`. */
  enforced?: pulumi.Input<boolean>;
}

/** Switches on that machines look for missing updates once a day. */
export interface PatchGovernanceAssessmentArgs extends PatchGovernanceAssignmentArgs {
  /** `Windows` or `Linux`. */
  operatingSystemType: pulumi.Input<string>;
  /** One of `GovernedMachines`. Defaults to `Azure`. Changing it replaces the assignment. */
  machines?: GovernedMachines;
  /** `AutomaticByPlatform`, or `ImageDefault` to switch it off. Defaults to `AutomaticByPlatform`. */
  assessmentMode?: pulumi.Input<string>;
  /** Azure regions. Defaults to all. */
  locations?: pulumi.Input<pulumi.Input<string>[]>;
  /** Values of tags, by name, of the machines that are meant. Defaults to machines with any tags. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Whether `All` tags must fit, or `Any` of them. Defaults to `Any`. */
  tagOperator?: pulumi.Input<string>;
}

/** Makes machines of Azure wait for a patch schedule: patch mode `AutomaticByPlatform` with the platform's safety checks bypassed. */
export interface PatchGovernanceSchedulePrerequisitesArgs extends PatchGovernanceAssignmentArgs {
  /** `Windows` and `Linux`. Defaults to both. */
  operatingSystemTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Names of resource groups. Defaults to all. */
  resourceGroups?: pulumi.Input<pulumi.Input<string>[]>;
  /** Azure regions. Defaults to all. */
  locations?: pulumi.Input<pulumi.Input<string>[]>;
  /** Values that a tag may have, by the tag's name; letters' case counts. Defaults to machines with any tags. */
  tags?: pulumi.Input<Record<string, pulumi.Input<pulumi.Input<string>[]>>>;
  /** Whether `All` tags must fit, or `Any` of them. Defaults to `Any`. */
  tagOperator?: pulumi.Input<string>;
  /** `DeployIfNotExists`, or `Disabled` to switch it off. Defaults to `DeployIfNotExists`. */
  effect?: pulumi.Input<string>;
}

/** Attaches machines of Azure and Arc-enabled servers to a patch schedule, and makes those of Azure wait for it. */
export interface PatchGovernanceScheduleArgs extends PatchGovernanceSchedulePrerequisitesArgs {
  /** Id of the schedule, for example `maintenanceConfigurationId` of a `MaintenanceSchedule`. Changing it replaces the role at the schedule. */
  maintenanceConfigurationId: pulumi.Input<string>;
}

/** Tells which machines are not as they should be, and changes none. */
export interface PatchGovernanceAuditArgs extends PatchGovernanceAssignmentArgs {
  /** One of `PatchAudit`. Changing it replaces the assignment. */
  policy: PatchAudit;
  /** `Audit`, `Deny` or `Disabled`; of `UpdatesInstalled`, `AuditIfNotExists` or `Disabled`. Defaults to the one that tells. */
  effect?: pulumi.Input<string>;
}

/** A policy with its parameters, ready to be assigned. */
export interface ChosenPolicy {
  /** Of children: the kind and the key. */
  readonly role: string;
  /** What the assignment's identity is to be allowed; left out for a policy that changes nothing. */
  readonly duty?: PolicyRemediationDuty;
  readonly definition: string;
  readonly parameters: Readonly<Record<string, pulumi.Input<unknown>>>;
  readonly texts: PatchGovernanceAssignmentArgs;
  readonly maintenanceConfigurationId?: pulumi.Input<string>;
  readonly rules: readonly Rule[];
}

export function chosenAssessment(key: string, args: PatchGovernanceAssessmentArgs): ChosenPolicy {
  const path = `assessments.${key}`;
  const { operatingSystemType, machines = GovernedMachines.Azure, assessmentMode } = args;
  const duty = machines === GovernedMachines.Arc ? "ArcAssessment" : "Assessment";
  const { locations, tags, tagOperator } = args;
  return {
    role: `assessment-${key}`,
    duty,
    definition: patchPolicies[duty],
    parameters: {
      osType: operatingSystemType,
      assessmentMode: assessmentMode ?? "AutomaticByPlatform",
      ...(locations !== undefined && { locations: mapInput(locations, policyRegions) }),
      ...(tags !== undefined && { tagValues: tags }),
      ...(tagOperator !== undefined && { tagOperator }),
    },
    texts: args,
    rules: [
      rule({}, () => choiceFindings(machines, Object.values(GovernedMachines), `${path}.machines`)),
      ...ruleOn(operatingSystemType, (word) =>
        wordFindings(word, ["Windows", "Linux"], `${path}.operatingSystemType`),
      ),
      ...ruleOn(assessmentMode, (word) =>
        wordFindings(word, ["AutomaticByPlatform", "ImageDefault"], `${path}.assessmentMode`),
      ),
      rule({ locations, tags, tagOperator }, (known) => policyFilterFindings(known, path)),
      ...textRules(args, path),
    ],
  };
}

export function chosenPrerequisites(
  key: string,
  args: PatchGovernanceSchedulePrerequisitesArgs,
): ChosenPolicy {
  const path = `schedulePrerequisites.${key}`;
  return {
    role: `prerequisites-${key}`,
    duty: "SchedulePrerequisites",
    definition: patchPolicies.SchedulePrerequisites,
    parameters: templateParameters(args),
    texts: args,
    rules: templateRules(args, patchPolicies.SchedulePrerequisites, path),
  };
}

export function chosenSchedule(key: string, args: PatchGovernanceScheduleArgs): ChosenPolicy {
  const path = `schedules.${key}`;
  const { maintenanceConfigurationId } = args;
  return {
    role: `schedule-${key}`,
    duty: "Schedule",
    definition: patchPolicies.Schedule,
    parameters: {
      maintenanceConfigurationResourceId: maintenanceConfigurationId,
      ...templateParameters(args),
    },
    texts: args,
    maintenanceConfigurationId,
    rules: [
      ...ruleOn(maintenanceConfigurationId, (id) =>
        resourceIdFindings(
          id,
          `${path}.maintenanceConfigurationId`,
          "Microsoft.Maintenance/maintenanceConfigurations",
        ),
      ),
      ...templateRules(args, patchPolicies.Schedule, path),
    ],
  };
}

export function chosenAudit(key: string, args: PatchGovernanceAuditArgs): ChosenPolicy {
  const path = `audits.${key}`;
  const { policy, effect } = args;
  const wrong = choiceFindings(policy, Object.values(PatchAudit), `${path}.policy`);
  const definition = patchAuditPolicies[policy];
  return {
    role: `audit-${key}`,
    definition,
    parameters: effect === undefined ? {} : { effect },
    texts: args,
    rules: [
      rule({}, () => wrong),
      ...(wrong.length > 0 ? [] : effectRules(effect, definition, path)),
      ...textRules(args, path),
    ],
  };
}

function templateParameters(
  args: PatchGovernanceSchedulePrerequisitesArgs,
): Record<string, pulumi.Input<unknown>> {
  const { operatingSystemTypes, resourceGroups, locations, tags, tagOperator, effect } = args;
  return {
    ...(operatingSystemTypes !== undefined && { operatingSystemTypes }),
    ...(resourceGroups !== undefined && { resourceGroups }),
    ...(locations !== undefined && { locations: mapInput(locations, policyRegions) }),
    ...(tags !== undefined && { tagValues: mapInput(tags, policyTagPairs) }),
    ...(tagOperator !== undefined && { tagOperator }),
    ...(effect !== undefined && { effect }),
  };
}

function templateRules(
  args: PatchGovernanceSchedulePrerequisitesArgs,
  definition: string,
  path: string,
): Rule[] {
  const { operatingSystemTypes, resourceGroups, locations, tags, tagOperator } = args;
  const filter = { operatingSystemTypes, resourceGroups, locations, tags, tagOperator };
  return [
    rule(filter, (known) => policyFilterFindings(known, path)),
    ...effectRules(args.effect, definition, path),
    ...textRules(args, path),
  ];
}

/** The words are those of the definition. */
function effectRules(
  effect: pulumi.Input<string> | undefined,
  definition: string,
  path: string,
): Rule[] {
  return ruleOn(effect, (word) => {
    const words = findBuiltInPolicy(definition)?.parameters.effect?.allowedValues ?? [];
    return wordFindings(word, words.map(String), `${path}.effect`);
  });
}

function textRules(args: PatchGovernanceAssignmentArgs, path: string): Rule[] {
  const { displayName, description } = args;
  return [
    rule({ displayName, description }, (known): Finding[] => assignmentTextFindings(known, path)),
  ];
}
