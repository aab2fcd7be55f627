import { permission } from "./permission";
import type { RoleTemplate } from "./roles";

const machine = "Microsoft.Compute/virtualMachines";

/** What a policy of Azure Update Manager changes in machines. */
export const policyRemediationDuties = [
  "Assessment",
  "ArcAssessment",
  "SchedulePrerequisites",
  "Schedule",
] as const;
export type PolicyRemediationDuty = (typeof policyRemediationDuties)[number];

/** What the policies' operations and templates write, and reading it back. */
const actions: Readonly<Record<PolicyRemediationDuty, readonly string[]>> = {
  Assessment: [`${machine}/read`, `${machine}/write`],
  ArcAssessment: [
    "Microsoft.HybridCompute/machines/read",
    "Microsoft.HybridCompute/machines/write",
  ],
  SchedulePrerequisites: [
    `${machine}/read`,
    `${machine}/write`,
    "Microsoft.Resources/deployments/read",
    "Microsoft.Resources/deployments/write",
  ],
  Schedule: [
    `${machine}/read`,
    `${machine}/write`,
    "Microsoft.Maintenance/configurationAssignments/read",
    "Microsoft.Maintenance/configurationAssignments/write",
    "Microsoft.Resources/deployments/read",
    "Microsoft.Resources/deployments/write",
  ],
};

const names: Readonly<Record<PolicyRemediationDuty, readonly [name: string, does: string]>> = {
  Assessment: ["Evergreen Assessment Policy", "Switches periodic assessment of machines on"],
  ArcAssessment: [
    "Evergreen Arc Assessment Policy",
    "Switches periodic assessment of Arc-enabled servers on",
  ],
  SchedulePrerequisites: [
    "Evergreen Schedule Prerequisites Policy",
    "Makes machines wait for a patch schedule",
  ],
  Schedule: ["Evergreen Schedule Policy", "Attaches machines to a patch schedule"],
};

/**
 * What the identity of an assignment of a policy of Azure Update Manager needs at the scope of the
 * assignment, in place of the Contributor that the definitions name.
 *
 * Source: Azure/azure-policy, built-in-policies/policyDefinitions/Azure Update Manager (operations and
 * templates); learn.microsoft.com, governance/policy/how-to/remediate-resources.
 */
export function policyRemediatorRole(duty: PolicyRemediationDuty): RoleTemplate {
  const [roleName, does] = names[duty];
  return {
    roleName,
    description: `${does}, in the name of Azure Policy.`,
    permission: permission({ actions: actions[duty] }),
  };
}

/**
 * What the same identity needs at a patch schedule to which it attaches machines.
 *
 * Source: Azure/azure-policy, definition ba0df93e-e4ac-479a-aac2-134bbae39a1a (`assignPermissions` of
 * its parameter); the linked access check of configuration assignments.
 */
export function scheduleAttacherRole(): RoleTemplate {
  return {
    roleName: "Evergreen Schedule Attacher",
    description: "Lets machines be attached to one patch schedule.",
    permission: permission({ actions: ["Microsoft.Maintenance/maintenanceConfigurations/read"] }),
  };
}
