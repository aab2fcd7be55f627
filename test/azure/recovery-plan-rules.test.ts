import assert from "node:assert/strict";
import { describeFinding, type Finding } from "../../src/azure/finding";
import {
  planGroupsFindings,
  plannedItemsFindings,
  planNameFindings,
  planRunbookFindings,
  planVaultFindings,
  planZonesFindings,
  runbookTimeoutFindings,
  samePlanItem,
  vaultOfFabric,
} from "../../src/azure/recovery-plan-rules";

const group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg";
const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/v`;
const west = `${vault}/replicationFabrics/west`;
const north = `${vault}/replicationFabrics/north`;
const itemIn = (fabric: string, name: string): string =>
  `${fabric}/replicationProtectionContainers/c/replicationProtectedItems/${name}`;
const runbookId = `${group}/providers/Microsoft.Automation/automationAccounts/a/runbooks/r`;
const told = (findings: readonly Finding[]): string[] => findings.map(describeFinding);

describe("rules of recovery plans", () => {
  it("judge groups, machines and actions, each where it stands", () => {
    const action = {
      name: "a",
      kind: "AutomationRunbookActionDetails",
      failoverTypes: ["TestFailover"],
      failoverDirections: ["PrimaryToRecovery"],
      runbookId,
      fabricLocation: "Recovery",
    };
    const boot = { path: "groups.x", type: "Boot", itemIds: [], before: [], after: [] };
    assert.deepEqual(planGroupsFindings([{ ...boot, after: [action] }], "groups"), []);
    assert.deepEqual(
      told(
        planGroupsFindings(
          [
            {
              ...boot,
              type: "Failover",
              itemIds: [itemIn(west, "one")],
              before: [{ ...action, fabricLocation: "Moon", failoverDirections: [] }],
            },
          ],
          "groups",
        ),
      ),
      [
        "groups: The recovery plan has no group of the type 'Boot'. Add a group that starts machines. [EVG-PLAN-001]",
        "groups: The group of the type 'Failover' cannot hold machines. Put the machines into a group of the type 'Boot'. [EVG-PLAN-001]",
        "groups.x.before.a: The fabricLocation 'Moon' of the action 'a' is neither 'Primary' nor 'Recovery'. Use 'Primary' or 'Recovery'. [EVG-PLAN-002]",
        "groups.x.before.a: The action 'a' is meant for no operation or no direction, so it is never taken. Give failoverTypes and failoverDirections, or leave them out. [EVG-PLAN-003]",
      ],
    );
    assert.deepEqual(runbookTimeoutFindings(30, "t"), []);
    assert.deepEqual(told(runbookTimeoutFindings(0, "t")), [
      "t: 0 is not a whole number of minutes, 1 or more. Give a whole number of minutes. [EVG-PLAN-004]",
    ]);
  });

  it("keep a plan to its zones, its vault, its subscription and a name", () => {
    const ends = { primaryFabricId: west, recoveryFabricId: west.toUpperCase() };
    assert.deepEqual(planZonesFindings({ ...ends, primaryZone: "1", recoveryZone: "2" }, "z"), []);
    assert.deepEqual(told(planZonesFindings(ends, "z")), [
      "z: The recovery plan has one fabric for both ends and not two different zones. Give primaryZone and recoveryZone, or another recovery fabric. [EVG-PLAN-005]",
    ]);
    const other = itemIn(west.replace("/v/", "/w/"), "one");
    assert.deepEqual(planVaultFindings(west, [{ id: itemIn(north, "one"), path: "i" }]), []);
    assert.deepEqual(planVaultFindings("odd", [{ id: other, path: "i" }]), []);
    assert.deepEqual(told(planVaultFindings(west, [{ id: other, path: "i" }])), [
      `i: "${other}" stands in the vault "${vault.replace(/v$/, "w")}", the recovery plan in "${vault}". Use what stands in the plan's vault. [EVG-PLAN-006]`,
    ]);
    assert.deepEqual(planRunbookFindings(west, runbookId, "r"), []);
    assert.deepEqual(told(planRunbookFindings(west, runbookId.replace("0001", "0002"), "r")), [
      'r: The runbook stands in the subscription "00000000-0000-4000-8000-000000000002", the vault in "00000000-0000-4000-8000-000000000001". Use an automation account of the vault\'s subscription. [EVG-PLAN-010]',
    ]);
    assert.deepEqual(planNameFindings("web-1", "n"), []);
    assert.deepEqual(told(planNameFindings("1-web", "n")), [
      'n: "1-web" is no name of a recovery plan. Use 3 to 65 letters, digits and hyphens, a letter first and no hyphen last. [EVG-PLAN-009]',
    ]);
    assert.deepEqual([vaultOfFabric(west), vaultOfFabric("odd")], [vault, "odd"]);
  });

  it("take machines that replicate between its ends, in either direction", () => {
    const judged = (itemId: string, isFinal: boolean): string[] =>
      plannedItemsFindings(
        {
          itemIds: [itemId],
          items: [
            { id: itemIn(west, "there"), recoveryFabricId: north },
            { id: itemIn(north, "back"), recoveryFabricId: west },
            { id: itemIn(west, "astray"), recoveryFabricId: `${vault}/replicationFabrics/uk` },
          ],
          primaryFabricId: west,
          recoveryFabricId: north,
          isFinal,
        },
        "g",
      ).map((found) => `${found.severity} ${describeFinding(found)}`);
    assert.deepEqual(judged(itemIn(west, "There"), true), []);
    assert.deepEqual(judged(itemIn(west, "back"), true), []);
    assert.deepEqual(judged(itemIn(west, "astray"), false), [
      `error g: The protected item "${itemIn(west, "astray")}" does not replicate between the fabrics of the recovery plan. Put it into a plan of its own source and target. [EVG-PLAN-008]`,
    ]);
    const missing = `g: The machine of the protected item "${itemIn(west, "none")}" is not replicated: the vault has no such item. Replicate the machine first, or take it out of the plan. [EVG-PLAN-007]`;
    assert.deepEqual(judged(itemIn(west, "none"), true), [`error ${missing}`]);
    assert.deepEqual(judged(itemIn(west, "none"), false), [`warning ${missing}`]);
    assert.equal(samePlanItem(itemIn(west, "a"), itemIn(north, "A")), true);
    assert.equal(samePlanItem(itemIn(west, "a"), itemIn(west, "b")), false);
  });
});
