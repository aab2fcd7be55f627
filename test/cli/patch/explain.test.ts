import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { byPlatform, bySchedule, type Fleet, fleetOf } from "../../operations/patch/patched-fleet";
import { serveFleet, type ServedFleet } from "./served-fleet";

describe("evergreen patch explain", () => {
  let fleet: Fleet;
  let served: ServedFleet;

  before(async () => {
    fleet = await fleetOf({
      well: { linux: { patchSettings: byPlatform } },
      waiting: { linux: { patchSettings: bySchedule } },
    });
    await fleet.owner.wait(6 * 3600);
    served = await serveFleet(fleet);
  });

  after(() => served.close());

  const run = (...args: string[]): ReturnType<ServedFleet["run"]> => {
    // The clock of a served Azure stands still, and with it the quota of Azure Resource Graph.
    fleet.azure.clock.advance(5000);
    return served.run("patch", "explain", ...args);
  };

  it("ends well where nothing is missing, and says what only the machine knows", async () => {
    const { stdout, stderr, exitCode } = await run("well");
    assert.equal(exitCode, 0, stderr);
    const lines = stdout.trimEnd().split("\n");
    assert.equal(
      lines[0],
      "well at 2026-11-01 14:10 UTC: Azure patches it. Azure installs critical and security patches within 30 days, in off-peak hours.",
    );
    assert.deepEqual(lines.slice(-3), [
      "To run inside the machine:",
      "patch source: grep -rhE '^(deb|URIs:)' /etc/apt/sources.list /etc/apt/sources.list.d",
      "patch source: apt-config dump Acquire::http::Proxy",
    ]);
  });

  it("says plainly that nobody patches it, what is missing and what to do first", async () => {
    const { stdout, exitCode } = await run("waiting");
    assert.equal(exitCode, 3);
    const lines = stdout.trimEnd().split("\n");
    assert.equal(
      lines[0],
      "waiting at 2026-11-01 14:10 UTC: Nobody patches it. bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine.",
    );
    assert.equal(
      lines.at(-1),
      "First: Attach a schedule, or let Azure patch it with `evergreen patch mode platform --name waiting`.",
    );
  });

  it("writes JSON that keeps to its schema", async () => {
    const { stdout } = await run("waiting", "--json");
    const schema = JSON.parse(
      readFileSync(join(__dirname, "../../../dist/schemas/patch-explanation.json"), "utf8"),
    ) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.equal(validate(JSON.parse(stdout)), true, JSON.stringify(validate.errors));
  });

  it("is called wrongly with a name that no machine has", async () => {
    const { stdout, stderr, exitCode } = await run("other");
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.match(stderr, /No machine was found in name other\./);
  });
});
