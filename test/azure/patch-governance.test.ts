import assert from "node:assert/strict";
import { findBuiltInPolicy } from "../../src/azure/built-in-policies";
import { describeFinding, type Finding } from "../../src/azure/finding";
import {
  assignmentTextFindings,
  defaultDiscoveryMode,
  exclusionFindings,
  governanceScopeFindings,
  identityRegionFindings,
  noPolicyFindings,
  patchAuditPolicies,
  patchPolicies,
  policyFilterFindings,
  policyRegions,
  policyTagPairs,
  remediationFindings,
} from "../../src/azure/patch-governance";
import {
  policyRemediationDuties,
  policyRemediatorRole,
  scheduleAttacherRole,
} from "../../src/azure/policy-remediator-roles";

const subscription = "/subscriptions/00000000-0000-4000-8000-000000000001";
const group = `${subscription}/resourceGroups/rg`;
const managementGroup = "/providers/Microsoft.Management/managementGroups/fleet";
const told = (findings: readonly Finding[]): string[] => findings.map(describeFinding);

describe("patch governance", () => {
  it("is of policies that are built in, in the categories where Azure lists them", () => {
    const categories = [...Object.values(patchPolicies), ...Object.values(patchAuditPolicies)].map(
      (name) => findBuiltInPolicy(name)?.category,
    );
    assert.deepEqual([...new Set(categories)].sort(), [
      "Automanage",
      "Azure Update Manager",
      "Security Center",
    ]);
  });

  it("stands at a subscription, a resource group or a management group", () => {
    for (const scope of [subscription, group, managementGroup]) {
      assert.deepEqual(governanceScopeFindings(scope, "scope"), []);
    }
    assert.deepEqual(told(governanceScopeFindings(`${group}/providers/A.B/c/d`, "scope")), [
      `scope: "${group}/providers/A.B/c/d" is the id of a A.B/c, at which no policy of machines can be assigned. Give the id of a subscription, a resource group or a management group. [EVG-GOVERNANCE-001]`,
    ]);
  });

  it("leaves out only what is below its scope", () => {
    const judged = (scope: string, ...notScopes: string[]): string[] =>
      told(exclusionFindings({ scope, notScopes }, "notScopes"));
    assert.deepEqual(judged(subscription, group), []);
    assert.deepEqual(judged(managementGroup, subscription), []);
    assert.deepEqual(judged(group, group), [
      `notScopes[0]: "${group}" is not below the scope, so there is nothing to leave out. Give ids below the scope. [EVG-GOVERNANCE-002]`,
    ]);
  });

  it("filters by words that Azure has, and by tags that a machine can have", () => {
    assert.deepEqual(policyFilterFindings({ tags: { a: ["b", "c"] }, tagOperator: "Any" }, ""), []);
    assert.deepEqual(
      told(
        policyFilterFindings(
          {
            operatingSystemTypes: ["BeOS"],
            locations: ["mars"],
            tags: { a: ["b", "c"], d: ["e"], f: "g" },
            tagOperator: "All",
          },
          "x",
        ),
      ),
      [
        'x.operatingSystemTypes[0]: "BeOS" is no word that it takes. Use Windows or Linux. [EVG-GOVERNANCE-003]',
        'x.locations[0]: "mars" is not an Azure region. Did you mean "eastus", "eastus2" or "ukwest"? [EVG-REGION-001]',
        'x.tags.a: The tag "a" has several values and all must fit, but a machine has one value of a tag. Give one value, or "Any" as tagOperator. [EVG-GOVERNANCE-004]',
      ],
    );
    assert.deepEqual(policyRegions(["West Europe"]), ["westeurope"]);
    assert.deepEqual(policyTagPairs({ a: ["b", "c"] }), [
      { key: "a", value: "b" },
      { key: "a", value: "c" },
    ]);
  });

  it("keeps to Azure's lengths and numbers", () => {
    assert.deepEqual(told(assignmentTextFindings({ displayName: "d".repeat(129) }, "x")), [
      "x.displayName: It has 129 characters; Azure takes 128. Give a shorter text. [EVG-GOVERNANCE-005]",
    ]);
    assert.deepEqual(
      remediationFindings({ failureThresholdInPercent: 0.5, parallelDeployments: 30 }, group, "r"),
      [],
    );
    assert.deepEqual(
      told(
        remediationFindings(
          {
            failureThresholdInPercent: -1,
            resourceCount: 0,
            resourceDiscoveryMode: "ReEvaluateCompliance",
          },
          managementGroup,
          "r",
        ),
      ),
      [
        "r.failureThresholdInPercent: -1 is not between 0 and 100. Give a number from 0 to 100. [EVG-GOVERNANCE-006]",
        "r.resourceCount: 0 is not between 1 and 50000. Give a whole number from 1 to 50000. [EVG-GOVERNANCE-006]",
        "r.resourceDiscoveryMode: Azure does not look anew at what a management group holds: ReEvaluateCompliance is for subscriptions and resource groups. Use ExistingNonCompliant, half an hour after the assignment was made. [EVG-GOVERNANCE-007]",
      ],
    );
    assert.deepEqual([subscription, managementGroup].map(defaultDiscoveryMode), [
      "ReEvaluateCompliance",
      "ExistingNonCompliant",
    ]);
  });

  it("assigns something, in a region", () => {
    assert.deepEqual(noPolicyFindings(1), []);
    assert.deepEqual(told(noPolicyFindings(0)), [
      "assessments: No policy is assigned: assessments, schedulePrerequisites, schedules and audits are all empty. Give at least one of them. [EVG-GOVERNANCE-008]",
    ]);
    assert.deepEqual(identityRegionFindings("westeurope"), []);
    assert.deepEqual(told(identityRegionFindings(undefined)), [
      "location: Neither location nor azure-native:location is given, and an assignment with an identity has a region. Give location. [EVG-GOVERNANCE-009]",
    ]);
  });

  it("gives rights without a wildcard", () => {
    const roles = [...policyRemediationDuties.map(policyRemediatorRole), scheduleAttacherRole()];
    assert.equal(new Set(roles.map(({ roleName }) => roleName)).size, 5);
    assert.deepEqual(
      roles.flatMap(({ permission }) => permission.actions.filter((each) => each.includes("*"))),
      [],
    );
  });
});
