import assert from "node:assert/strict";
import { allowedJobActions, hasEnded, tasksOfScenario } from "../../src/azure/site-recovery-jobs";

describe("jobs of Site Recovery", () => {
  it("end in three states", () => {
    const states = ["NotStarted", "InProgress", "Suspended", "Succeeded", "Failed", "Cancelled"];
    assert.deepEqual(states.filter(hasEnded), ["Succeeded", "Failed", "Cancelled"]);
  });

  it("can be cancelled while they work on machines or wait, and restarted when they failed", () => {
    const table: readonly (readonly [string, string, readonly string[]])[] = [
      ["TestFailover", "Suspended", ["Cancel", "Resume"]],
      ["TestFailover", "InProgress", ["Cancel"]],
      ["TestFailover", "Failed", ["Restart"]],
      ["TestFailover", "Succeeded", []],
      ["TestFailover", "Cancelled", []],
      ["CreateSite", "InProgress", []],
      ["CreateSite", "Failed", ["Restart"]],
      ["RestartJob", "Failed", []],
    ];
    for (const [scenario, state, actions] of table) {
      assert.deepEqual(allowedJobActions(scenario, state), actions, `${scenario} ${state}`);
    }
  });

  it("have the steps of their scenario, or one of their own title", () => {
    assert.deepEqual(
      tasksOfScenario("TestFailover", "Test failover").map(({ friendlyName }) => friendlyName),
      ["Prerequisites check for test failover", "Test failover", "Start the virtual machine"],
    );
    assert.deepEqual(tasksOfScenario("CreateSite", "Create a site"), [
      { name: "CreateSiteTask", friendlyName: "Create a site" },
    ]);
  });
});
