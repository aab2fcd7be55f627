import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  GovernanceRole,
  PatchGovernance,
  type PatchGovernanceArgs,
} from "../../src/components/patch-governance";
import { GovernedMachines, PatchAudit } from "../../src/components/patch-governance/policies";
import { RemediationDiscovery } from "../../src/components/patch-governance/remediation";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  isKnown,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  subscriptionId,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const subscription = `/subscriptions/${subscriptionId}`;
const managementGroup = "/providers/Microsoft.Management/managementGroups/fleet";
const scheduleId = `${groupId}/providers/Microsoft.Maintenance/maintenanceConfigurations/monthly`;
const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/governor`;
const small: PatchGovernanceArgs = {
  scope: subscription,
  location: "westeurope",
  assessments: { linux: { operatingSystemType: "Linux" } },
};

function make(args: PatchGovernanceArgs) {
  return (opts: pulumi.ComponentResourceOptions) => new PatchGovernance("fleet", args, opts);
}

function withoutName(inputs: Readonly<Record<string, unknown>>): object {
  const { policyAssignmentName, ...rest } = inputs;
  assert.match(String(policyAssignmentName), /^[0-9a-f]{24}$/);
  return rest;
}

function definition(name: string): string {
  return `/providers/Microsoft.Authorization/policyDefinitions/${name}`;
}

describe("PatchGovernance", () => {
  it("assigns a policy with an identity and the rights that it uses", async () => {
    const deployed = await deploy(make(small));

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:PolicyAssignment fleet-assessment-linux",
      "azure-evergreen:index:LeastPrivilegeRole fleet-assessment-role",
      "azure-native:authorization:RoleDefinition fleet-assessment-role-definition",
      "azure-native:authorization:RoleAssignment fleet-assessment-role-assignment-assessment-linux",
    ]);
    const { policyAssignmentName, ...assignment } = inputsOf(deployed, "fleet-assessment-linux");
    assert.match(String(policyAssignmentName), /^[0-9a-f]{24}$/);
    assert.deepEqual(assignment, {
      scope: subscription,
      policyDefinitionId: definition("59efceea-0c96-497e-a4a1-4eb2290dac15"),
      displayName:
        "Configure periodic checking for missing system updates on azure virtual machines",
      enforcementMode: "Default",
      parameters: { osType: { value: "Linux" }, assessmentMode: { value: "AutomaticByPlatform" } },
      location: "westeurope",
      identity: { type: "SystemAssigned" },
    });
    const role = inputsOf(deployed, "fleet-assessment-role-definition");
    assert.deepEqual(role.permissions, [
      {
        actions: [
          "Microsoft.Compute/virtualMachines/read",
          "Microsoft.Compute/virtualMachines/write",
        ],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ]);
    const granted = inputsOf(deployed, "fleet-assessment-role-assignment-assessment-linux");
    assert.deepEqual(
      [granted.principalId, granted.principalType, granted.scope],
      [principalIdOf(String(policyAssignmentName)), "ServicePrincipal", subscription],
    );
    assert.deepEqual(await valueOf(deployed.result.policyAssignmentIds), {
      "assessment-linux": `${subscription}/providers/Microsoft.Authorization/policyAssignments/${String(policyAssignmentName)}`,
    });
    assert.deepEqual(deployed.warnings, []);
  });

  it("assigns each kind of policy with all that can be said of it, and changes what is there", async () => {
    const texts = {
      displayName: "Ours",
      description: "For the fleet",
      nonComplianceMessage: "See the wiki.",
      enforced: false,
    };
    const filter = {
      operatingSystemTypes: ["Linux"],
      resourceGroups: ["web"],
      locations: ["West Europe"],
      tags: { stage: ["one", "two"] },
      tagOperator: "Any",
      effect: "DeployIfNotExists",
    };
    const deployed = await deploy(
      make({
        scope: groupId,
        location: "westeurope",
        assessments: {
          windows: {
            ...texts,
            operatingSystemType: "Windows",
            assessmentMode: "ImageDefault",
            locations: ["West Europe"],
            tags: { stage: "one" },
            tagOperator: "All",
          },
          arc: { operatingSystemType: "Linux", machines: GovernedMachines.Arc },
        },
        schedulePrerequisites: { all: { ...texts, ...filter } },
        schedules: { monthly: { ...filter, maintenanceConfigurationId: scheduleId } },
        audits: {
          assessed: { policy: PatchAudit.PeriodicAssessment, effect: "Deny" },
          updated: { policy: PatchAudit.UpdatesInstalled },
        },
        notScopes: [`${groupId}/providers/Microsoft.Compute/virtualMachines/odd`],
        remediation: {
          run: "2026-11-26",
          failureThresholdInPercent: 10,
          parallelDeployments: 5,
          resourceCount: 100,
          resourceDiscoveryMode: RemediationDiscovery.ExistingNonCompliant,
          locations: ["West Europe"],
        },
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:PolicyAssignment fleet-assessment-windows",
      "azure-evergreen:index:LeastPrivilegeRole fleet-assessment-role",
      "azure-native:authorization:RoleDefinition fleet-assessment-role-definition",
      "azure-native:authorization:RoleAssignment fleet-assessment-role-assignment-assessment-windows",
      "azure-native:policyinsights:RemediationAtResource fleet-assessment-windows-remediation-2026-11-26",
      "azure-native:authorization:PolicyAssignment fleet-assessment-arc",
      "azure-evergreen:index:LeastPrivilegeRole fleet-arc-assessment-role",
      "azure-native:authorization:RoleDefinition fleet-arc-assessment-role-definition",
      "azure-native:authorization:RoleAssignment fleet-arc-assessment-role-assignment-assessment-arc",
      "azure-native:policyinsights:RemediationAtResource fleet-assessment-arc-remediation-2026-11-26",
      "azure-native:authorization:PolicyAssignment fleet-prerequisites-all",
      "azure-evergreen:index:LeastPrivilegeRole fleet-prerequisites-role",
      "azure-native:authorization:RoleDefinition fleet-prerequisites-role-definition",
      "azure-native:authorization:RoleAssignment fleet-prerequisites-role-assignment-prerequisites-all",
      "azure-native:policyinsights:RemediationAtResource fleet-prerequisites-all-remediation-2026-11-26",
      "azure-native:authorization:PolicyAssignment fleet-schedule-monthly",
      "azure-evergreen:index:LeastPrivilegeRole fleet-schedule-role",
      "azure-native:authorization:RoleDefinition fleet-schedule-role-definition",
      "azure-native:authorization:RoleAssignment fleet-schedule-role-assignment-schedule-monthly",
      "azure-evergreen:index:LeastPrivilegeRole fleet-schedule-monthly-role",
      "azure-native:authorization:RoleDefinition fleet-schedule-monthly-role-definition",
      "azure-native:authorization:RoleAssignment fleet-schedule-monthly-role-assignment-policy",
      "azure-native:policyinsights:RemediationAtResource fleet-schedule-monthly-remediation-2026-11-26",
      "azure-native:authorization:PolicyAssignment fleet-audit-assessed",
      "azure-native:authorization:PolicyAssignment fleet-audit-updated",
    ]);
    const windows = withoutName(inputsOf(deployed, "fleet-assessment-windows"));
    assert.deepEqual(windows, {
      scope: groupId,
      policyDefinitionId: definition("59efceea-0c96-497e-a4a1-4eb2290dac15"),
      displayName: "Ours",
      description: "For the fleet",
      notScopes: [`${groupId}/providers/Microsoft.Compute/virtualMachines/odd`],
      enforcementMode: "DoNotEnforce",
      parameters: {
        osType: { value: "Windows" },
        assessmentMode: { value: "ImageDefault" },
        locations: { value: ["westeurope"] },
        tagValues: { value: { stage: "one" } },
        tagOperator: { value: "All" },
      },
      nonComplianceMessages: [{ message: "See the wiki." }],
      location: "westeurope",
      identity: { type: "SystemAssigned" },
    });
    assert.deepEqual(inputsOf(deployed, "fleet-schedule-monthly").parameters, {
      maintenanceConfigurationResourceId: { value: scheduleId },
      operatingSystemTypes: { value: ["Linux"] },
      resourceGroups: { value: ["web"] },
      locations: { value: ["westeurope"] },
      tagValues: {
        value: [
          { key: "stage", value: "one" },
          { key: "stage", value: "two" },
        ],
      },
      tagOperator: { value: "Any" },
      effect: { value: "DeployIfNotExists" },
    });
    const audit = withoutName(inputsOf(deployed, "fleet-audit-assessed"));
    assert.deepEqual(audit, {
      scope: groupId,
      policyDefinitionId: definition("bd876905-5b84-4f73-ab2d-2e7a7c4568d9"),
      displayName: "Machines should be configured to periodically check for missing system updates",
      notScopes: [`${groupId}/providers/Microsoft.Compute/virtualMachines/odd`],
      enforcementMode: "Default",
      parameters: { effect: { value: "Deny" } },
    });
    const attacher = inputsOf(deployed, "fleet-schedule-monthly-role-assignment-policy");
    assert.equal(attacher.scope, scheduleId);
    const [task] = deployed.resources.filter(({ name }) =>
      name.startsWith("fleet-schedule-monthly-remediation"),
    );
    assert.deepEqual(task?.dependsOn, ["fleet-schedule-role", "fleet-schedule-monthly-role"]);
    const { policyAssignmentId, ...settings } = task.inputs;
    assert.match(String(policyAssignmentId), /policyAssignments\/[0-9a-f]{24}$/);
    assert.deepEqual(settings, {
      resourceId: groupId,
      resourceDiscoveryMode: "ExistingNonCompliant",
      failureThreshold: { percentage: 0.1 },
      parallelDeployments: 5,
      resourceCount: 100,
      filters: { locations: ["westeurope"] },
    });
  });

  it("shares an identity and takes Contributor where it is asked to", async () => {
    const deployed = await deploy(
      make({
        scope: managementGroup,
        location: "westeurope",
        assessments: {
          linux: { operatingSystemType: "Linux" },
          windows: { operatingSystemType: "Windows" },
        },
        userAssignedIdentityId: identityId,
        role: GovernanceRole.Documented,
        remediation: {},
      }),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:PolicyAssignment fleet-assessment-linux",
      "azure-native:authorization:PolicyAssignment fleet-assessment-windows",
      "azure-evergreen:index:LeastPrivilegeRole fleet-assessment-role",
      "azure-native:authorization:RoleAssignment fleet-assessment-role-assignment-shared",
      "azure-native:policyinsights:RemediationAtResource fleet-assessment-linux-remediation",
      "azure-native:policyinsights:RemediationAtResource fleet-assessment-windows-remediation",
    ]);
    assert.deepEqual(inputsOf(deployed, "fleet-assessment-linux").identity, {
      type: "UserAssigned",
      userAssignedIdentities: [identityId],
    });
    const granted = inputsOf(deployed, "fleet-assessment-role-assignment-shared");
    assert.deepEqual(
      [granted.principalId, granted.roleDefinitionId],
      [
        principalIdOf("governor"),
        "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
      ],
    );
    const task = inputsOf(deployed, "fleet-assessment-linux-remediation");
    assert.deepEqual(
      [task.resourceId, task.resourceDiscoveryMode],
      [managementGroup, "ExistingNonCompliant"],
    );
  });

  it("refuses everything that is wrong at once", async () => {
    const message = await refusalOf(
      make({
        scope: `${groupId}/providers/Microsoft.Compute/virtualMachines/web`,
        assessments: {
          odd: {
            operatingSystemType: "BeOS",
            machines: "Moon" as GovernedMachines,
            assessmentMode: "Never",
            locations: ["mars"],
            displayName: "d".repeat(129),
            description: "d".repeat(513),
          },
        },
        schedulePrerequisites: {
          all: {
            operatingSystemTypes: ["BeOS"],
            tags: { stage: ["one", "two"] },
            tagOperator: "All",
            effect: "Audit",
          },
        },
        schedules: { monthly: { maintenanceConfigurationId: groupId, tagOperator: "None" } },
        audits: {
          odd: { policy: "Odd" as PatchAudit },
          updated: { policy: PatchAudit.UpdatesInstalled, effect: "Deny" },
        },
        notScopes: [groupId],
        userAssignedIdentityId: groupId,
        role: "Owner" as GovernanceRole,
        remediation: {
          failureThresholdInPercent: 101,
          parallelDeployments: 31,
          resourceCount: 1.5,
          resourceDiscoveryMode: "Guess" as RemediationDiscovery,
          locations: ["mars"],
        },
      }),
    );

    assert.deepEqual(message.split("\n"), [
      'PatchGovernance "fleet" has 23 problems:',
      `  - scope: "${groupId}/providers/Microsoft.Compute/virtualMachines/web" is the id of a Microsoft.Compute/virtualMachines, at which no policy of machines can be assigned. Give the id of a subscription, a resource group or a management group. [EVG-GOVERNANCE-001]`,
      '  - role: "Owner" is none of the words that role takes. Use "Narrow" or "Documented". [EVG-ARGUMENT-003]',
      "  - location: Neither location nor azure-native:location is given, and an assignment with an identity has a region. Give location. [EVG-GOVERNANCE-009]",
      '  - assessments.odd.machines: "Moon" is none of the words that assessments.odd.machines takes. Use "Azure" or "Arc". [EVG-ARGUMENT-003]',
      '  - assessments.odd.operatingSystemType: "BeOS" is no word that it takes. Use Windows or Linux. [EVG-GOVERNANCE-003]',
      '  - assessments.odd.assessmentMode: "Never" is no word that it takes. Use AutomaticByPlatform or ImageDefault. [EVG-GOVERNANCE-003]',
      '  - assessments.odd.locations[0]: "mars" is not an Azure region. Did you mean "eastus", "eastus2" or "ukwest"? [EVG-REGION-001]',
      "  - assessments.odd.displayName: It has 129 characters; Azure takes 128. Give a shorter text. [EVG-GOVERNANCE-005]",
      "  - assessments.odd.description: It has 513 characters; Azure takes 512. Give a shorter text. [EVG-GOVERNANCE-005]",
      '  - schedulePrerequisites.all.operatingSystemTypes[0]: "BeOS" is no word that it takes. Use Windows or Linux. [EVG-GOVERNANCE-003]',
      '  - schedulePrerequisites.all.tags.stage: The tag "stage" has several values and all must fit, but a machine has one value of a tag. Give one value, or "Any" as tagOperator. [EVG-GOVERNANCE-004]',
      '  - schedulePrerequisites.all.effect: "Audit" is no word that it takes. Use DeployIfNotExists or Disabled. [EVG-GOVERNANCE-003]',
      `  - schedules.monthly.maintenanceConfigurationId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.Maintenance/maintenanceConfigurations. Give the id of a Microsoft.Maintenance/maintenanceConfigurations. [EVG-ID-003]`,
      '  - schedules.monthly.tagOperator: "None" is no word that it takes. Use All or Any. [EVG-GOVERNANCE-003]',
      '  - audits.odd.policy: "Odd" is none of the words that audits.odd.policy takes. Use "PeriodicAssessment", "UpdatesInstalled" or "Hotpatching". [EVG-ARGUMENT-003]',
      '  - audits.updated.effect: "Deny" is no word that it takes. Use AuditIfNotExists or Disabled. [EVG-GOVERNANCE-003]',
      `  - notScopes[0]: "${groupId}" is not below the scope, so there is nothing to leave out. Give ids below the scope. [EVG-GOVERNANCE-002]`,
      `  - userAssignedIdentityId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.ManagedIdentity/userAssignedIdentities. Give the id of a Microsoft.ManagedIdentity/userAssignedIdentities. [EVG-ID-003]`,
      "  - remediation.failureThresholdInPercent: 101 is not between 0 and 100. Give a number from 0 to 100. [EVG-GOVERNANCE-006]",
      "  - remediation.parallelDeployments: 31 is not between 1 and 30. Give a whole number from 1 to 30. [EVG-GOVERNANCE-006]",
      "  - remediation.resourceCount: 1.5 is not between 1 and 50000. Give a whole number from 1 to 50000. [EVG-GOVERNANCE-006]",
      '  - remediation.resourceDiscoveryMode: "Guess" is no word that it takes. Use ExistingNonCompliant or ReEvaluateCompliance. [EVG-GOVERNANCE-003]',
      '  - remediation.locations[0]: "mars" is not an Azure region. Did you mean "eastus", "eastus2" or "ukwest"? [EVG-REGION-001]',
    ]);
  });

  it("refuses a governance of nothing, and looking anew at a management group", async () => {
    assert.equal(
      await refusalOf(make({ scope: subscription })),
      [
        'PatchGovernance "fleet" has 1 problem:',
        "  - assessments: No policy is assigned: assessments, schedulePrerequisites, schedules and audits are all empty. Give at least one of them. [EVG-GOVERNANCE-008]",
      ].join("\n"),
    );
    assert.equal(
      await refusalOf(
        make({
          ...small,
          scope: managementGroup,
          remediation: { resourceDiscoveryMode: RemediationDiscovery.ReEvaluateCompliance },
        }),
      ),
      [
        'PatchGovernance "fleet" has 1 problem:',
        "  - remediation.resourceDiscoveryMode: Azure does not look anew at what a management group holds: ReEvaluateCompliance is for subscriptions and resource groups. Use ExistingNonCompliant, half an hour after the assignment was made. [EVG-GOVERNANCE-007]",
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, all together", async () => {
    const refusal = await lateRefusalOf(
      make({
        scope: pulumi.output(`${groupId}/providers/Microsoft.Compute/virtualMachines/web`),
        location: pulumi.output("mars"),
        assessments: { linux: { operatingSystemType: pulumi.output("BeOS") } },
      }),
    );
    assert.deepEqual(refusal, {
      message: [
        'PatchGovernance "fleet" has 3 problems:',
        `  - scope: "${groupId}/providers/Microsoft.Compute/virtualMachines/web" is the id of a Microsoft.Compute/virtualMachines, at which no policy of machines can be assigned. Give the id of a subscription, a resource group or a management group. [EVG-GOVERNANCE-001]`,
        '  - location: "mars" is not an Azure region. Did you mean "eastus", "eastus2" or "ukwest"? [EVG-REGION-001]',
        '  - assessments.linux.operatingSystemType: "BeOS" is no word that it takes. Use Windows or Linux. [EVG-GOVERNANCE-003]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      make({
        scope: unknownInput(),
        location: unknownInput(),
        assessments: {
          linux: {
            operatingSystemType: unknownInput(),
            assessmentMode: unknownInput(),
            locations: unknownInput(),
            tags: unknownInput(),
            tagOperator: unknownInput(),
            displayName: unknownInput(),
            enforced: unknownInput(),
          },
        },
        schedules: {
          monthly: { maintenanceConfigurationId: unknownInput(), tags: unknownInput() },
        },
        audits: { assessed: { policy: PatchAudit.PeriodicAssessment, effect: unknownInput() } },
        notScopes: unknownInput(),
        userAssignedIdentityId: unknownInput(),
        remediation: { failureThresholdInPercent: unknownInput(), locations: unknownInput() },
      }),
      { preview: "create" },
    );
    assert.deepEqual(deployed.failures, []);
    assert.equal(await isKnown(deployed.result.policyAssignmentIds), false);
    assert.equal(childrenOf(deployed).length, 14);
  });

  it("shows no unknown value in the preview of an update", async () => {
    const deployed = await deploy(make({ ...small, remediation: {} }), { preview: "update" });
    const unknown = deployed.resources.flatMap(({ inputs }) => unknownPaths(inputs));
    assert.deepEqual(unknown, []);
  });
});
