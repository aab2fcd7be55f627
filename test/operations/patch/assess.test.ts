import assert from "node:assert/strict";
import { patchOperatorRole } from "../../../src/azure/roles";
import { assessPatches, planAssessment } from "../../../src/operations/patch";
import { watched } from "./watched-connection";
import { connectionOf, type Fleet, fleetOf, machineId } from "./patched-fleet";

async function threeMachines(): Promise<Fleet> {
  const fleet = await fleetOf({ linux: {}, windows: { windows: {} }, off: {} });
  await fleet.owner.send("POST", `${machineId("off")}/deallocate?api-version=2024-11-01`);
  await fleet.owner.wait(600);
  return fleet;
}

/** Whether an assessment of a machine is under way, as a number. */
async function underWay({ owner }: Fleet, name: string): Promise<number> {
  const { body } = await owner.send(
    "GET",
    `${machineId(name)}/instanceView?api-version=2024-11-01`,
  );
  const { patchStatus } = body as {
    patchStatus?: { availablePatchSummary?: { status: string } };
  };
  return patchStatus?.availablePatchSummary?.status === "InProgress" ? 1 : 0;
}

describe("Assessing patches on demand", () => {
  it("plans what runs, leaves out what does not, and says that it installs nothing", async () => {
    const fleet = await threeMachines();
    const plan = await planAssessment({ connection: connectionOf(fleet, patchOperatorRole()) });
    assert.deepEqual(
      { ...plan, changes: plan.changes.map(({ name, change, reason }) => [name, change, reason]) },
      {
        title: "Assess patches",
        changes: ["linux", "windows"].map((name) => [
          name,
          "Look for missing patches",
          "No assessment of the last 7 days is known.",
        ]),
        skipped: [
          { id: machineId("off"), name: "off", reason: "It is deallocated: start it first." },
        ],
        notes: ["An assessment installs nothing and restarts nothing."],
      },
    );
  });

  it("tells what each machine lacks", async () => {
    const fleet = await threeMachines();
    const connection = connectionOf(fleet, patchOperatorRole());
    const report = await assessPatches({ connection }, await planAssessment({ connection }));
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        ["linux", "succeeded", "2 critical or security, 1 other missing"],
        ["windows", "succeeded", "1 critical or security, 2 other missing"],
      ],
    );
    assert.deepEqual(
      report.results.map(({ name, status, criticalAndSecurity, others, rebootPending }) => [
        ...[name, status, criticalAndSecurity, others, rebootPending],
      ]),
      [
        ["linux", "Succeeded", 2, 1, false],
        ["windows", "Succeeded", 1, 2, false],
      ],
    );
  });

  it("follows an assessment that is under way and does not begin another", async () => {
    const fleet = await threeMachines();
    const { connection, sent } = watched(connectionOf(fleet, patchOperatorRole()));
    const plan = await planAssessment({ connection }, { scope: { names: ["linux"] } });
    await fleet.owner.send("POST", `${machineId("linux")}/assessPatches?api-version=2024-11-01`);
    const report = await assessPatches({ connection }, plan);
    assert.deepEqual(
      report.outcomes.map(({ state, detail }) => [state, detail]),
      [["succeeded", "2 critical or security, 1 other missing; it was under way already"]],
    );
    assert.equal(sent("/assessPatches?"), 0);
  });

  it("tells of a silent agent at once, and of one machine failing without keeping the others", async () => {
    const fleet = await threeMachines();
    const { connection, sent } = watched(connectionOf(fleet, patchOperatorRole()));
    const plan = await planAssessment({ connection });
    fleet.azure.faults.strike("agent silent", machineId("linux"));
    const report = await assessPatches({ connection }, plan);
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        [
          "linux",
          "failed",
          'Its agent does not report ("VM Agent is unresponsive."). Nothing was asked of it: bring the agent back, or wait for it after a start, and run the same command again.',
        ],
        ["windows", "succeeded", "1 critical or security, 2 other missing"],
      ],
    );
    assert.equal(sent("/assessPatches?"), 1);
  });

  it("ends in time where Azure does not, and goes on with it in a second run", async () => {
    const fleet = await threeMachines();
    const { connection, sent } = watched(connectionOf(fleet, patchOperatorRole()));
    const scope = { names: ["linux"] };
    fleet.azure.faults.strike("operation never ends", machineId("linux"), 1);
    for (const round of [1, 2]) {
      const options = { connection, timeoutInMinutes: 5 };
      const report = await assessPatches(options, await planAssessment(options, { scope }));
      assert.equal(report.timedOut, 1, `round ${round}`);
    }
    assert.equal(sent("/assessPatches?"), 1);
  });

  it("begins nothing twice, after whichever request it was ended", async () => {
    const fleet = await fleetOf({ one: {}, two: {} });
    await fleet.owner.wait(600);
    for (let last = 1; ; last++) {
      const watch = watched(connectionOf(fleet, patchOperatorRole()));
      const { connection } = watch;
      const plan = await planAssessment({ connection });
      const signal = watch.endAfter(last);
      const first = await assessPatches({ connection, signal }, plan);
      const before = watch.sent("/assessPatches?");
      const waitedFor = (await underWay(fleet, "one")) + (await underWay(fleet, "two"));
      const second = await assessPatches({ connection }, plan);
      assert.equal(second.succeeded, 2, `ended after request ${last}`);
      const again = watch.sent("/assessPatches?") - before;
      assert.equal(again, 2 - waitedFor, `ended after request ${last}`);
      if (!first.interrupted) {
        break;
      }
    }
  });

  it("names the action and the preset where the right is missing", async () => {
    const fleet = await fleetOf({ one: {} });
    await fleet.owner.wait(600);
    const connection = connectionOf(fleet, "Reader");
    const report = await assessPatches({ connection }, await planAssessment({ connection }));
    assert.match(
      report.outcomes[0]?.detail ?? "",
      /You lack the action Microsoft\.Compute\/virtualMachines\/assessPatches\/action .*the preset rolePresets\.patchOperator grants it\.$/,
    );
  });

  it("refuses wrong scopes all at once, and one that lets nothing through", async () => {
    const fleet = await fleetOf({ one: {} });
    const connection = connectionOf(fleet, patchOperatorRole());
    await assert.rejects(
      async () => planAssessment({ connection }, { scope: { subscriptions: ["x"], names: [" "] } }),
      /^InvalidInputError: The input has 2 problems:/,
    );
    await assert.rejects(
      planAssessment({ connection }, { scope: { names: ["other"] } }),
      /No machine was found in name other\./,
    );
  });
});
