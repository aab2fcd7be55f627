import assert from "node:assert/strict";
import { explainPatching } from "../../../src/operations/patch";
import { byPlatform, bySchedule, connectionOf, fleetOf } from "./patched-fleet";

describe("patch explain", () => {
  it("walks through what patching a machine takes, and names what is missing", async () => {
    const fleet = await fleetOf({
      well: { linux: { patchSettings: byPlatform } },
      waiting: { linux: { patchSettings: bySchedule } },
    });
    await fleet.owner.wait(6 * 3600);
    const connection = connectionOf(fleet, "Reader");
    const well = await explainPatching({ connection }, { machine: "well" });
    assert.equal(well.patchedBy, "Platform");
    assert.deepEqual(
      well.requirements.filter(({ state }) => state === "notMet"),
      [],
    );
    const waiting = await explainPatching({ connection }, { machine: "WAITING" });
    assert.equal(waiting.patchedBy, "Nobody");
    const missing = waiting.requirements.filter(({ state }) => state === "notMet");
    assert.ok(missing.length > 0);
    assert.ok(missing.every(({ fix = "" }) => fix !== ""));
    assert.deepEqual(waiting.notes, []);
  });

  it("refuses a name that no machine has", async () => {
    const connection = connectionOf(await fleetOf({ web1: { linux: {} } }), "Reader");
    await assert.rejects(explainPatching({ connection }, { machine: "web2" }), {
      name: "InvalidInputError",
      message:
        "The scope has 1 problem:\n  - scope: No machine was found in name web2. Look at its names and tags. [EVG-SCOPE-011]",
    });
  });
});
