import assert from "node:assert/strict";
import {
  assessPatches,
  installPatches,
  planAssessment,
  planInstallation,
  planPatchMode,
  setPatchMode,
} from "../../../src/operations/patch";
import type { ChangeReport } from "../../../src/operations/run/change-report";
import type { OperationOptions } from "../../../src/operations/run/options";
import { connectionOf, type Fleet, fleetOf, machineId } from "./patched-fleet";
import { watched } from "./watched-connection";

/** A change of patches: planned and carried out, and the request that begins it on a machine. */
interface Change {
  readonly name: string;
  readonly run: (options: OperationOptions) => Promise<ChangeReport>;
  readonly method: "POST" | "PATCH";
  /** What stands behind the machine's id. */
  readonly path: string;
  /** What a machine that was changed is told of. */
  readonly detail: string | undefined;
  /** The same where the request's own answer was lost. Defaults to `detail`. */
  readonly detailWithoutAnswer?: string;
}

const changes: readonly Change[] = [
  {
    name: "assessing",
    run: async (options) => assessPatches(options, await planAssessment(options)),
    method: "POST",
    path: "/assessPatches",
    detail: "2 critical or security, 1 other missing",
  },
  {
    name: "installing",
    run: async (options) => installPatches(options, await planInstallation(options)),
    method: "POST",
    path: "/installPatches",
    detail: "2 installed; it was restarted",
    // Only the answer tells of the restart.
    detailWithoutAnswer: "2 installed",
  },
  {
    name: "switching the mode",
    run: async (options) =>
      setPatchMode(options, await planPatchMode(options, { patchedBy: "Platform" })),
    method: "PATCH",
    path: "",
    detail: undefined,
  },
];

async function machines(): Promise<Fleet> {
  const fleet = await fleetOf({ one: {}, two: {} });
  await fleet.owner.wait(600);
  return fleet;
}

const told = ({ outcomes }: ChangeReport): unknown[] =>
  outcomes.map(({ name, state, detail }) => [name, state, detail]);

describe("Changing patches while Azure is out of order", () => {
  for (const { name, run, method, path, detail, detailWithoutAnswer = detail } of changes) {
    const first = `${machineId("one")}${path}`;

    it(`${name} goes on where the answer to the first request is lost, and begins nothing twice`, async () => {
      const fleet = await machines();
      const { connection, sent } = watched(connectionOf(fleet, "Contributor"));
      fleet.azure.faults.http.strike(
        { kind: "connection dropped", when: "after" },
        { method, path: first, times: 1 },
      );
      const report = await run({ connection });
      assert.equal(fleet.azure.faults.http.struck, 1);
      assert.deepEqual(told(report), [
        ["one", "succeeded", detailWithoutAnswer],
        ["two", "succeeded", detail],
      ]);
      // A POST that is sent again begins a second time; a PATCH of the same settings does not.
      assert.equal(sent(`${method} ${first}?`), method === "POST" ? 1 : 2);
    });

    it(`${name} is whole though every second answer is an error that passes`, async () => {
      const fleet = await machines();
      const connection = connectionOf(fleet, "Contributor");
      for (let passing = 0; passing < 40; passing++) {
        fleet.azure.faults.http.strike({ kind: "error", status: 503 }, { passing, times: 1 });
      }
      const report = await run({ connection });
      assert.ok(fleet.azure.faults.http.struck > 10);
      assert.deepEqual(told(report), [
        ["one", "succeeded", detail],
        ["two", "succeeded", detail],
      ]);
    });

    it(`${name} ends in time where Azure does not, and a second run follows what is under way`, async () => {
      const fleet = await machines();
      const { connection, sent } = watched(connectionOf(fleet, "Contributor"));
      fleet.azure.faults.strike("operation never ends", machineId("one"), 1);
      for (const round of [1, 2]) {
        const report = await run({ connection, timeoutInMinutes: 30 });
        assert.deepEqual(
          report.outcomes.filter((each) => each.name === "one").map(({ state }) => state),
          ["timedOut"],
          `round ${round}`,
        );
        assert.match(
          report.howToGoOn[0] ?? "",
          /^Azure goes on with one\. Run the same command again: it waits for what is under way/,
        );
      }
      assert.equal(sent(`${method} ${first}?`), 1);
    });
  }

  it("switching the mode is asked for again where the update failed, though the machine tells the new mode", async () => {
    const fleet = await machines();
    const { connection, sent } = watched(connectionOf(fleet, "Contributor"));
    const plan = await planPatchMode({ connection }, { patchedBy: "Platform" });
    fleet.azure.faults.strike("provisioning fails", machineId("one"), 1);
    const failed = await setPatchMode({ connection }, plan);
    assert.equal(failed.outcomes[0]?.state, "failed");
    const { skipped } = await planPatchMode({ connection }, { patchedBy: "Platform" });
    assert.deepEqual(
      skipped.map(({ name, reason }) => [name, reason]),
      [
        [
          "one",
          `It is so already, but its last update failed: apply it again with \`az vm reapply --ids ${machineId("one")}\`.`,
        ],
        ["two", "It is so already."],
      ],
    );
    const again = await setPatchMode({ connection }, plan);
    assert.deepEqual(told(again), [
      ["one", "succeeded", undefined],
      ["two", "succeeded", "It was so already."],
    ]);
    assert.equal(sent(`PATCH ${machineId("one")}?`), 2);
  });
});
