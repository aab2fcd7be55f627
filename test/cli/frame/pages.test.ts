import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { patchOperatorRole } from "../../../src/azure/roles";
import { byPlatform, bySchedule, type Fleet, fleetOf } from "../../operations/patch/patched-fleet";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";
import { group } from "../../simulator/compute/small-estate";
import { Reader, shownCommands } from "./shown-commands";

describe("the pages of the commands that others build on", () => {
  let fleet: Fleet;
  let served: ServedFleet;
  let reader: Reader;

  before(async () => {
    fleet = await fleetOf(
      {
        web1: { linux: { patchSettings: byPlatform }, tags: { env: "prod" } },
        db1: { linux: { patchSettings: bySchedule } },
      },
      { limits: "off" },
    );
    await fleet.owner.wait(6 * 3600);
    served = await serveFleet(fleet);
    const role = patchOperatorRole();
    fleet.azure.grant({ principalId: served.objectId, role, scope: group });
    writeFileSync(join(served.folder, "README.md"), "# What is no listing\n");
    reader = new Reader(served);
  });

  after(() => served.close());

  for (const [page, least] of [
    ["login-check.md", 3],
    ["listing.md", 8],
  ] as const) {
    it(`${page} shows what its commands write`, async () => {
      const shown = shownCommands(page);
      assert.ok(shown.length >= least);
      await reader.holds(shown);
    });
  }
});
