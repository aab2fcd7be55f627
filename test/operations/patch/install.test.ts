import assert from "node:assert/strict";
import { patchOperatorRole } from "../../../src/azure/roles";
import {
  assessPatches,
  installPatches,
  planAssessment,
  planInstallation,
} from "../../../src/operations/patch";
import { byPlatform, connectionOf, type Fleet, fleetOf, machineId } from "./patched-fleet";

async function assessed(): Promise<Fleet> {
  const fleet = await fleetOf({
    web1: { linux: { patchSettings: byPlatform } },
    win1: { windows: {} },
  });
  await fleet.owner.wait(600);
  const connection = connectionOf(fleet, patchOperatorRole());
  await assessPatches({ connection }, await planAssessment({ connection }));
  return fleet;
}

describe("patch install", () => {
  it("names the patches of each machine beforehand, and installs them", async () => {
    const fleet = await assessed();
    const connection = connectionOf(fleet, patchOperatorRole());
    const plan = await planInstallation({ connection });
    assert.deepEqual(
      plan.changes.map(({ name, change }) => [name, change]),
      [
        [
          "web1",
          "Install 2 patches: linux-image-azure 5.15.0.321, openssl 3.0.2-0.321; may restart",
        ],
        [
          "win1",
          "Install 1 patch: 2026-10 Cumulative Update for Windows Server (KB5000321); may restart",
        ],
      ],
    );
    assert.deepEqual(plan.notes, [
      "Each machine is given PT2H; what there is no time for stays pending.",
      "2 of 2 may restart, which ends what runs on them.",
    ]);
    const report = await installPatches({ connection }, plan);
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        ["web1", "succeeded", "2 installed; it was restarted"],
        ["win1", "succeeded", "1 installed; it was restarted"],
      ],
    );
  });

  it("tells which patches failed, and goes on with the other machines", async () => {
    const fleet = await assessed();
    fleet.azure.faults.strike("patch fails", machineId("web1"));
    const connection = connectionOf(fleet, patchOperatorRole());
    const report = await installPatches({ connection }, await planInstallation({ connection }));
    assert.deepEqual(
      report.outcomes.map(({ name, state }) => [name, state]),
      [
        ["web1", "failed"],
        ["win1", "succeeded"],
      ],
    );
    assert.ok((report.results.find(({ name }) => name === "web1")?.failed ?? 0) > 0);
  });

  it("refuses what Azure would refuse, all of it at once, before anything is begun", async () => {
    const fleet = await assessed();
    const connection = connectionOf(fleet, patchOperatorRole());
    await assert.rejects(
      planInstallation(
        { connection },
        {
          selection: {
            maximumDuration: "PT9H",
            rebootSetting: "Sometimes",
            classifications: ["Big"],
          },
        },
      ),
      { name: "InvalidInputError", message: /has 3 problems/ },
    );
    await assert.rejects(
      planInstallation(
        { connection },
        { scope: { names: ["web1"] }, selection: { kbNumbersToInclude: ["KB5000321"] } },
      ),
      { name: "InvalidInputError", message: /is for Windows alone, and the machines run Linux/ },
    );
  });
});
