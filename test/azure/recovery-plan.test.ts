import assert from "node:assert/strict";
import {
  type PlanAction,
  type PlanGroup,
  planGroupsProblem,
  planZonesProblem,
  withFixedGroups,
} from "../../src/azure/recovery-plan";
import {
  continuesBehindFailedAction,
  planSteps,
  timeoutInSeconds,
} from "../../src/azure/recovery-plan-steps";

const action = (name: string, changes: Partial<PlanAction> = {}): PlanAction => ({
  name,
  failoverTypes: ["TestFailover"],
  failoverDirections: ["PrimaryToRecovery"],
  kind: "ManualActionDetails",
  ...changes,
});

const group = (changes: Partial<PlanGroup> = {}): PlanGroup => ({
  type: "Boot",
  itemIds: [],
  before: [],
  after: [],
  ...changes,
});

describe("recovery plans", () => {
  it("hold each machine once, at most seven groups and a hundred machines", () => {
    const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `/item${i}`);
    const runbook = { kind: "AutomationRunbookActionDetails", runbookId: "/r" };
    const table: readonly (readonly [readonly PlanGroup[], string | undefined])[] = [
      [[group()], undefined],
      [Array.from({ length: 7 }, () => group()), undefined],
      [[group({ itemIds: ids(100) })], undefined],
      [[], "The recovery plan has no group of the type 'Boot'."],
      [
        Array.from({ length: 8 }, () => group()),
        "The recovery plan has 8 groups, above the 7 that it can have.",
      ],
      [
        [group({ itemIds: ids(101) })],
        "The recovery plan has 101 machines, above the 100 that it can have.",
      ],
      [
        [group({ itemIds: ["/a"] }), group({ itemIds: ["/A"] })],
        "The protected item 'a' stands in the recovery plan more than once.",
      ],
      [
        [group({ type: "Start" })],
        "The group type 'Start' is not one of Shutdown, Failover, Boot.",
      ],
      [
        [group(), group({ type: "Shutdown" }), group({ type: "Shutdown" })],
        "A recovery plan has one group of the type 'Shutdown' and one of the type 'Failover'.",
      ],
      [
        [group(), group({ type: "Failover", itemIds: ["/a"] })],
        "The group of the type 'Failover' cannot hold machines.",
      ],
      [[group({ before: [action("")] })], "An action of the recovery plan has no name."],
      [
        [group({ after: [action("a", { failoverTypes: ["Flight"] })] })],
        "The action 'a' is meant for 'Flight', which is no operation or direction of a recovery plan.",
      ],
      [
        [group({ after: [action("a", { failoverDirections: ["Up"] })] })],
        "The action 'a' is meant for 'Up', which is no operation or direction of a recovery plan.",
      ],
      [
        [group({ after: [action("a", { kind: "X" })] })],
        "The action 'a' has the unknown type 'X'.",
      ],
      [
        [group({ after: [action("a", { kind: "ScriptActionDetails" })] })],
        "The action 'a' is a script, which runs on a VMM server.",
      ],
      [
        [group({ after: [action("a", { ...runbook, fabricLocation: "Here" })] })],
        "The fabricLocation 'Here' of the action 'a' is neither 'Primary' nor 'Recovery'.",
      ],
      [[group({ after: [action("a", { ...runbook, fabricLocation: "Primary" })] })], undefined],
    ];
    for (const [groups, message] of table) {
      assert.equal(planGroupsProblem(groups)?.message, message);
    }
  });

  it("take zones inside one region only, and two different ones", () => {
    const wrong = (ends: Parameters<typeof planZonesProblem>[0]): boolean =>
      planZonesProblem(ends) !== undefined;
    assert.equal(wrong({ sameFabric: false }), false);
    assert.equal(wrong({ sameFabric: false, primaryZone: "1" }), true);
    assert.equal(wrong({ sameFabric: true, primaryZone: "1", recoveryZone: "2" }), false);
    assert.equal(wrong({ sameFabric: true, primaryZone: "1", recoveryZone: "1" }), true);
    assert.equal(wrong({ sameFabric: true, primaryZone: "1" }), true);
  });

  it("have a group for the shutdown and one for the failover first", () => {
    const boot = { groupType: "Boot" };
    const shutdown = { groupType: "Shutdown", mine: true };
    assert.deepEqual(
      withFixedGroups<{ groupType: string }>([boot, shutdown], (groupType) => ({ groupType })),
      [shutdown, { groupType: "Failover" }, boot],
    );
  });

  it("do their steps in the order of the groups, with the actions that are meant", () => {
    const groups = [
      group({
        type: "Shutdown",
        before: [action("first", { failoverTypes: ["UnplannedFailover"] })],
      }),
      group({
        type: "Failover",
        after: [action("always", { failoverTypes: ["UnplannedFailover", "TestFailover"] })],
      }),
      group({
        itemIds: ["/a"],
        after: [action("back", { failoverDirections: ["RecoveryToPrimary"] })],
      }),
      group(),
      group({ itemIds: ["/b"], before: [action("look")] }),
    ];
    const shown = (failoverType: string, withShutdown = true): string[] =>
      planSteps(groups, { failoverType, direction: "PrimaryToRecovery", withShutdown }).map(
        ({ kind, group: name, action: own, itemIds }) =>
          [name, kind, own?.name ?? itemIds.join()].join(" ").trim(),
      );
    assert.deepEqual(shown("UnplannedFailover"), [
      "Prerequisites check",
      "Shutdown manual first",
      "Shutdown shutdown /a,/b",
      "Failover manual always",
      "Group 1 machines /a",
      "Group 3 machines /b",
    ]);
    assert.deepEqual(shown("UnplannedFailover", false).slice(1, 3), [
      "Shutdown manual first",
      "Failover manual always",
    ]);
    assert.deepEqual(shown("TestFailover"), [
      "Prerequisites check",
      "Failover manual always",
      "Group 1 machines /a",
      "Group 3 manual look",
      "Group 3 machines /b",
    ]);
  });

  it("stop at a failed runbook in a planned failover only", () => {
    assert.deepEqual(
      ["PlannedFailover", "UnplannedFailover", "TestFailover"].map(continuesBehindFailedAction),
      [false, true, true],
    );
  });

  it("read how long a runbook may take", () => {
    assert.deepEqual(
      ["PT1H30M", "PT45S", "01:30:00", "PT", "soon", undefined].map(timeoutInSeconds),
      [5400, 45, 5400, undefined, undefined, undefined],
    );
  });
});
