import assert from "node:assert/strict";
import { patchOperatorRole } from "../../../src/azure/roles";
import { assessPatches, planAssessment } from "../../../src/operations/patch";
import { byPlatform, connectionOf, type Fleet, fleetOf, machineId } from "./patched-fleet";

async function twoMachines(): Promise<Fleet> {
  const fleet = await fleetOf({
    web1: { linux: { patchSettings: byPlatform }, tags: { env: "test" } },
    win1: { windows: {} },
  });
  await fleet.owner.wait(600);
  return fleet;
}

/** Requests to begin an assessment that Azure has accepted. */
function begun({ azure }: Fleet, objectId: string): number {
  return azure
    .recorded(objectId)
    .filter(({ action }) => action.endsWith("/assessPatches/action"))
    .reduce((sum, { times }) => sum + times, 0);
}

describe("patch assess", () => {
  it("says that it installs nothing, leaves out what is off, and tells what each machine lacks", async () => {
    const fleet = await twoMachines();
    await fleet.owner.send("POST", `${machineId("win1")}/deallocate?api-version=2024-11-01`);
    await fleet.owner.wait(120);
    const connection = connectionOf(fleet, patchOperatorRole());
    const plan = await planAssessment({ connection });
    assert.deepEqual(
      { ...plan, changes: plan.changes.map(({ name, change, reason }) => [name, change, reason]) },
      {
        title: "Assess patches",
        changes: [
          ["web1", "Look for missing patches", "No assessment of the last 7 days is known."],
        ],
        skipped: [
          { id: machineId("win1"), name: "win1", reason: "It is deallocated: start it first." },
        ],
        notes: ["An assessment installs nothing and restarts nothing."],
      },
    );
    const report = await assessPatches({ connection }, plan);
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [["web1", "succeeded", "2 critical or security, 1 other missing"]],
    );
    assert.equal(report.results[0]?.criticalAndSecurity, 2);
  });

  it("refuses a scope that lets no machine through, and wrong ones with all that is wrong", async () => {
    const connection = connectionOf(await twoMachines(), patchOperatorRole());
    await assert.rejects(planAssessment({ connection }, { scope: { tags: { env: "prod" } } }), {
      name: "InvalidInputError",
      message: /no machine.*tag env=prod/is,
    });
    await assert.rejects(
      planAssessment({ connection }, { scope: { subscriptions: ["mine"], names: [""] } }),
      { name: "InvalidInputError", message: /has 2 problems/ },
    );
  });

  it("names the action and the preset that are missing", async () => {
    const fleet = await twoMachines();
    const plan = await planAssessment({ connection: connectionOf(fleet, "Reader") });
    const report = await assessPatches({ connection: connectionOf(fleet, "Reader") }, plan);
    assert.equal(report.failed, 2);
    assert.match(
      report.outcomes[0]?.detail ?? "",
      /You lack the action Microsoft\.Compute\/virtualMachines\/assessPatches\/action at .*; the preset rolePresets\.patchOperator grants it\.$/,
    );
  });

  it("begins nothing twice, whichever request it was ended after", async () => {
    for (let ended = 1; ended <= 12; ended++) {
      const fleet = await twoMachines();
      const connection = connectionOf(fleet, patchOperatorRole());
      const plan = await planAssessment({ connection });
      const controller = new AbortController();
      let requests = 0;
      const { transport } = connection;
      const counted = {
        ...transport,
        async send(...given: Parameters<typeof transport.send>) {
          const answer = await transport.send(...given);
          if (++requests === ended) {
            controller.abort(new Error("The run was ended."));
          }
          return answer;
        },
      };
      const options = { connection: { ...connection, transport: counted } };
      const first = await assessPatches({ ...options, signal: controller.signal }, plan);
      const second = await assessPatches(options, plan);
      assert.equal(second.succeeded, 2, `ended after ${ended}: ${JSON.stringify(second.outcomes)}`);
      const again = first.outcomes.filter(({ state }) => state === "succeeded").length;
      // What had ended before is looked at anew: that is what was asked for.
      assert.ok(begun(fleet, connection.objectId) <= 2 + again, `ended after ${ended}`);
    }
  });

  it("says what is still under way when its time is over", async () => {
    const fleet = await twoMachines();
    fleet.azure.faults.strike("operation never ends", machineId("web1"));
    const connection = connectionOf(fleet, patchOperatorRole());
    const plan = await planAssessment({ connection }, { scope: { names: ["web1"] } });
    const report = await assessPatches({ connection, timeoutInMinutes: 5 }, plan);
    assert.deepEqual([report.timedOut, report.failed], [1, 0]);
    assert.equal(
      report.outcomes[0]?.detail,
      "It had not ended after the 5 minutes of this run; Azure goes on with it.",
    );
  });
});
