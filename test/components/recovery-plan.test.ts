import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RecoveryPlan, type RecoveryPlanArgs } from "../../src/components/recovery-plan";
import {
  RecoveryPlanDirection,
  RecoveryPlanOperation,
} from "../../src/components/recovery-plan/groups";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  isKnown,
  lateRefusalOf,
  refusalOf,
  unknownInput,
  unknownPaths,
  valueOf,
} from "./mocks";

const vault = `${groupId}/providers/Microsoft.RecoveryServices/vaults/vault`;
const otherVault = `${groupId}/providers/Microsoft.RecoveryServices/vaults/other`;
const west = `${vault}/replicationFabrics/west`;
const north = `${vault}/replicationFabrics/north`;
const item = (name: string): string =>
  `${west}/replicationProtectionContainers/source/replicationProtectedItems/${name}`;
const runbookId = `${groupId}/providers/Microsoft.Automation/automationAccounts/fleet/runbooks/dns`;
const small: RecoveryPlanArgs = {
  primaryFabricId: west,
  recoveryFabricId: north,
  groups: { data: { protectedItemIds: [item("db")] } },
};

function make(args: RecoveryPlanArgs, name = "fleet") {
  return (opts: pulumi.ComponentResourceOptions) => new RecoveryPlan(name, args, opts);
}

describe("RecoveryPlan", () => {
  it("makes a plan of its groups", async () => {
    const deployed = await deploy(make(small));
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationRecoveryPlan fleet-plan",
    ]);
    assert.deepEqual(inputsOf(deployed, "fleet-plan"), {
      vaultId: vault,
      primaryFabricId: west,
      recoveryFabricId: north,
      groups: [{ type: "Boot", protectedItemIds: [item("db")], before: [], after: [] }],
    });
    assert.equal(
      await valueOf(deployed.result.recoveryPlanId),
      `${vault}/replicationRecoveryPlans/fleet-plan`,
    );
    assert.equal(await valueOf(deployed.result.planName), "fleet-plan");
  });

  it("takes groups and actions in the order in which they are written", async () => {
    const deployed = await deploy(
      make({
        ...small,
        recoveryFabricId: west,
        primaryZone: "1",
        recoveryZone: "2",
        planName: "all-of-it",
        adopt: true,
        shutdown: { before: { warn: { instruction: "Tell the users." } } },
        failover: { after: { dns: { runbookId } } },
        groups: {
          data: { protectedItemIds: [item("db")] },
          web: {
            protectedItemIds: [item("web-1"), item("web-2")],
            before: {
              dns: {
                runbookId,
                fabricLocation: "Primary",
                timeoutInMinutes: 30,
                failoverTypes: [RecoveryPlanOperation.TestFailover],
                failoverDirections: [
                  RecoveryPlanDirection.PrimaryToRecovery,
                  RecoveryPlanDirection.RecoveryToPrimary,
                ],
              },
              look: { instruction: "Look at it." },
            },
          },
        },
      }),
    );
    const operations = ["TestFailover", "PlannedFailover", "UnplannedFailover"];
    const there = { failoverTypes: operations, failoverDirections: ["PrimaryToRecovery"] };
    assert.deepEqual(inputsOf(deployed, "fleet-plan"), {
      vaultId: vault,
      primaryFabricId: west,
      recoveryFabricId: west,
      primaryZone: "1",
      recoveryZone: "2",
      planName: "all-of-it",
      adopt: true,
      groups: [
        {
          type: "Shutdown",
          protectedItemIds: [],
          before: [{ name: "warn", ...there, description: "Tell the users." }],
          after: [],
        },
        {
          type: "Failover",
          protectedItemIds: [],
          before: [],
          after: [{ name: "dns", ...there, runbookId, fabricLocation: "Recovery" }],
        },
        { type: "Boot", protectedItemIds: [item("db")], before: [], after: [] },
        {
          type: "Boot",
          protectedItemIds: [item("web-1"), item("web-2")],
          before: [
            {
              name: "dns",
              failoverTypes: ["TestFailover"],
              failoverDirections: ["PrimaryToRecovery", "RecoveryToPrimary"],
              runbookId,
              fabricLocation: "Primary",
              timeout: "PT30M",
            },
            { name: "look", ...there, description: "Look at it." },
          ],
          after: [],
        },
      ],
    });
  });

  it("refuses everything that is wrong at once", async () => {
    const message = await refusalOf(
      make(
        {
          primaryFabricId: groupId,
          recoveryFabricId: north,
          primaryZone: "1",
          groups: {
            data: { protectedItemIds: [item("db"), item("DB")] },
            web: {
              protectedItemIds: [`${groupId}/providers/Microsoft.Compute/virtualMachines/web`],
              before: {
                odd: { runbookId: groupId, fabricLocation: "Moon", timeoutInMinutes: 0.5 },
                both: { runbookId, instruction: "Both." },
                none: {},
                never: { instruction: "Never.", failoverTypes: [], timeoutInMinutes: 5 },
              },
              after: {
                words: {
                  instruction: "Fly.",
                  failoverTypes: ["Flight" as RecoveryPlanOperation],
                },
              },
            },
          },
        },
        "fleet_1",
      ),
    );
    assert.deepEqual(message.split("\n"), [
      'RecoveryPlan "fleet_1" has 13 problems:',
      `  - primaryFabricId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.RecoveryServices/vaults/replicationFabrics. Give the id of a Microsoft.RecoveryServices/vaults/replicationFabrics. [EVG-ID-003]`,
      "  - primaryZone: The recovery plan has zones, but its fabrics are two regions. Leave primaryZone and recoveryZone out. [EVG-PLAN-005]",
      '  - planName: "fleet_1-plan" is no name of a recovery plan. Use 3 to 65 letters, digits and hyphens, a letter first and no hyphen last. [EVG-PLAN-009]',
      "  - groups: The protected item 'db' stands in the recovery plan more than once. Put each machine into one group only. [EVG-PLAN-001]",
      `  - groups.web.protectedItemIds[0]: "${groupId}/providers/Microsoft.Compute/virtualMachines/web" is the id of a Microsoft.Compute/virtualMachines, not of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems. Give the id of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems. [EVG-ID-003]`,
      "  - groups.web.before.odd: The fabricLocation 'Moon' of the action 'odd' is neither 'Primary' nor 'Recovery'. Use 'Primary' or 'Recovery'. [EVG-PLAN-002]",
      `  - groups.web.before.odd.runbookId: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.Automation/automationAccounts/runbooks. Give the id of a Microsoft.Automation/automationAccounts/runbooks. [EVG-ID-003]`,
      "  - groups.web.before.never: The action 'never' is meant for no operation or no direction, so it is never taken. Give failoverTypes and failoverDirections, or leave them out. [EVG-PLAN-003]",
      "  - groups.web.after.words: The action 'words' is meant for 'Flight', which is no operation or direction of a recovery plan. Use failover types and directions of the Site Recovery API. [EVG-PLAN-002]",
      "  - groups.web.before.odd.timeoutInMinutes: 0.5 is not a whole number of minutes, 1 or more. Give a whole number of minutes. [EVG-PLAN-004]",
      "  - groups.web.before.both.instruction: instruction is given beside runbookId: an action is a runbook or a person's. Leave instruction or runbookId out. [EVG-ARGUMENT-002]",
      "  - groups.web.before.none.instruction: Neither instruction nor runbookId is given. Give instruction or runbookId. [EVG-ARGUMENT-001]",
      "  - groups.web.before.never.timeoutInMinutes: timeoutInMinutes is given beside instruction: they are of a runbook, and a person does the rest. Leave timeoutInMinutes or instruction out. [EVG-ARGUMENT-002]",
    ]);
  });

  it("refuses what stands in another vault, and too many groups", async () => {
    const groups: RecoveryPlanArgs["groups"] = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`g${i}`, {}]),
    );
    groups.g0 = { after: { dns: { runbookId: runbookId.replace("0001", "0002") } } };
    groups.g1 = { protectedItemIds: [item("db").replace("/vault/", "/other/")] };
    assert.equal(
      await refusalOf(
        make({ ...small, recoveryFabricId: `${otherVault}/replicationFabrics/north`, groups }),
      ),
      [
        'RecoveryPlan "fleet" has 4 problems:',
        `  - recoveryFabricId: "${otherVault}/replicationFabrics/north" stands in the vault "${otherVault}", the recovery plan in "${vault}". Use what stands in the plan's vault. [EVG-PLAN-006]`,
        "  - groups: The recovery plan has 8 groups, above the 7 that it can have. Put machines that may start together into one group. [EVG-PLAN-001]",
        '  - groups.g0.after.dns.runbookId: The runbook stands in the subscription "00000000-0000-4000-8000-000000000002", the vault in "00000000-0000-4000-8000-000000000001". Use an automation account of the vault\'s subscription. [EVG-PLAN-010]',
        `  - groups.g1.protectedItemIds[0]: "${item("db").replace("/vault/", "/other/")}" stands in the vault "${otherVault}", the recovery plan in "${vault}". Use what stands in the plan's vault. [EVG-PLAN-006]`,
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, all together", async () => {
    const machine = `${groupId}/providers/Microsoft.Compute/virtualMachines/web`;
    assert.deepEqual(
      await lateRefusalOf(
        make({
          ...small,
          primaryZone: pulumi.output("1"),
          groups: { web: { protectedItemIds: [pulumi.output(machine)] } },
        }),
      ),
      {
        message: [
          'RecoveryPlan "fleet" has 2 problems:',
          "  - primaryZone: The recovery plan has zones, but its fabrics are two regions. Leave primaryZone and recoveryZone out. [EVG-PLAN-005]",
          `  - groups.web.protectedItemIds[0]: "${machine}" is the id of a Microsoft.Compute/virtualMachines, not of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems. Give the id of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems. [EVG-ID-003]`,
        ].join("\n"),
        registered: [],
      },
    );
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      make({
        primaryFabricId: unknownInput(),
        recoveryFabricId: unknownInput(),
        planName: unknownInput(),
        primaryZone: unknownInput(),
        recoveryZone: unknownInput(),
        adopt: unknownInput(),
        groups: {
          data: {
            protectedItemIds: unknownInput(),
            before: {
              dns: {
                runbookId: unknownInput(),
                fabricLocation: unknownInput(),
                timeoutInMinutes: unknownInput(),
                failoverTypes: unknownInput(),
                failoverDirections: unknownInput(),
              },
              look: { instruction: unknownInput() },
            },
          },
        },
      }),
      { preview: "create" },
    );
    assert.deepEqual(deployed.failures, []);
    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:ReplicationRecoveryPlan fleet-plan",
    ]);
    assert.equal(await isKnown(deployed.result.recoveryPlanId), false);
  });

  it("shows no unknown value in the preview of an update", async () => {
    const deployed = await deploy(make(small), { preview: "update" });
    assert.deepEqual(unknownPaths(inputsOf(deployed, "fleet-plan")), []);
  });
});
