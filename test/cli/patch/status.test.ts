import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { PatchStatus } from "../../../src/operations/patch";
import {
  assignTo,
  byPlatform,
  bySchedule,
  type Fleet,
  fleetOf,
  makeSchedule,
} from "../../operations/patch/patched-fleet";
import type { Ended } from "../running-simulation";
import { serveFleet, type ServedFleet } from "./served-fleet";

describe("evergreen patch status", () => {
  let fleet: Fleet;
  let served: ServedFleet;

  before(async () => {
    fleet = await fleetOf({
      platform: { linux: { patchSettings: byPlatform } },
      assigned: { linux: { patchSettings: bySchedule } },
      waiting: { linux: { patchSettings: bySchedule } },
      own: { windows: { patchSettings: { patchMode: "AutomaticByOS" } } },
    });
    await makeSchedule(fleet);
    await assignTo(fleet, "assigned");
    await fleet.owner.wait(6 * 3600);
    served = await serveFleet(fleet);
  });

  after(() => served.close());

  /** The clock of a served Azure stands still, and with it the quota of Azure Resource Graph. */
  const run = (...args: string[]): Promise<Ended> => {
    fleet.azure.clock.advance(5000);
    return served.run("patch", "status", ...args);
  };

  it("shows what needs attention first, why, and what it comes to", async () => {
    const { stdout, stderr, exitCode } = await run();
    assert.equal(exitCode, 3, stderr);
    assert.deepEqual(stdout.trimEnd().replaceAll(/ +$/gm, "").split("\n"), [
      "Patches of the whole subscription at 2026-11-01 14:18 UTC:",
      "",
      "MACHINE   RESOURCE GROUP  POWER    PATCHED BY       CRITICAL+SECURITY  OTHERS  ASSESSED              LAST INSTALLATION  NEXT                                          ATTENTION",
      "waiting   rg              running  Nobody           2                  1       2026-11-01 11:15 UTC                                                                   NobodyPatches",
      "own       rg              running  OperatingSystem                             not in 7 days                                                                          AssessmentMissing",
      "assigned  rg              running  Schedule         2                  1       2026-11-01 11:13 UTC                     2026-11-02 22:00 Europe/Berlin (nightly)",
      "platform  rg              running  Platform         2                  1       2026-11-01 11:11 UTC                     2026-11-01 22:00 Europe/Amsterdam (off-peak)",
      "",
      "waiting: Nobody patches it. bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine. Attach a schedule, or let Azure patch it with `evergreen patch mode platform --name waiting`.",
      'own: Azure knows of no assessment in the last 7 days. assessmentMode is "ImageDefault", so nobody looks each day. Set assessmentMode to "AutomaticByPlatform" with `evergreen patch mode os --name own`, or assess it with `evergreen patch assess --name own`.',
      "Off-peak hours are assumed to be 22:00 to 6:00 in the time zone of each region: Azure publishes neither.",
      "4 machines, 2 of them in need of attention; patched: 1 by Azure, 1 by schedules, 1 by their own systems, 1 by nobody. 1 not assessed.",
    ]);
  });

  it("ends well when nothing needs attention", async () => {
    const { stdout, exitCode } = await run("--name", "platform", "assigned", "--output", "csv");
    assert.deepEqual(stdout.trimEnd().split("\n"), [
      "MACHINE,RESOURCE GROUP,POWER,PATCHED BY,CRITICAL+SECURITY,OTHERS,ASSESSED,LAST INSTALLATION,NEXT,ATTENTION",
      "assigned,rg,running,Schedule,2,1,2026-11-01 11:13 UTC,,2026-11-02 22:00 Europe/Berlin (nightly),",
      "platform,rg,running,Platform,2,1,2026-11-01 11:11 UTC,,2026-11-01 22:00 Europe/Amsterdam (off-peak),",
    ]);
    assert.equal(exitCode, 0);
  });

  it("writes JSON that keeps to its schema, the same from a listing", async () => {
    const live = await run("--json");
    const status = JSON.parse(live.stdout) as PatchStatus;
    const schema = JSON.parse(
      readFileSync(join(__dirname, "../../../dist/schemas/patch-status.json"), "utf8"),
    ) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.equal(validate(status), true, JSON.stringify(validate.errors));
    assert.deepEqual(
      status.machines.map(({ name, patchedBy }) => [name, patchedBy]),
      [
        ["waiting", "Nobody"],
        ["own", "OperatingSystem"],
        ["assigned", "Schedule"],
        ["platform", "Platform"],
      ],
    );
    fleet.azure.clock.advance(5000);
    const file = join(served.folder, "fleet.json");
    writeFileSync(file, (await served.run("listing")).stdout);
    const listed = await run("--from", file, "--json");
    assert.equal(listed.exitCode, 3, listed.stderr);
    const machines = JSON.parse(listed.stdout) as PatchStatus;
    assert.deepEqual(machines.machines, status.machines);
  });

  it("signs in again when the token expires between two requests", async () => {
    fleet.azure.faults.http.strike(
      { kind: "token expired" },
      { path: "Microsoft.ResourceGraph", passing: 1, times: 1 },
    );
    const { stderr, exitCode } = await run();
    assert.equal(exitCode, 3, stderr);
  });

  it("is called wrongly with a scope that nothing matches, no hours and no listing", async () => {
    const wrong = async (...args: string[]): Promise<unknown[]> => {
      const { exitCode, stdout, stderr } = await run(...args);
      assert.equal(stdout, "");
      return [exitCode, stderr.trimEnd().split("\n").slice(-2)];
    };
    assert.deepEqual(await wrong("--tag", "env=prod"), [
      2,
      [
        "evergreen: The scope has 1 problem:",
        "  - No machine was found in tag env=prod. Look at its names and tags: of a tag the value counts with case, the name without. [EVG-SCOPE-011]",
      ],
    ]);
    assert.deepEqual(await wrong("--off-peak", "22-30"), [
      2,
      [
        "error: option '--off-peak <from-to>' argument '22-30' is invalid. It must be two hours of the clock, for example 22-6.",
      ],
    ]);
    assert.deepEqual(await wrong("--stale-after", "0"), [
      2,
      [
        "error: option '--stale-after <hours>' argument '0' is invalid. It must be a whole number, at least 1.",
      ],
    ]);
    const none = join(served.folder, "none.json");
    assert.deepEqual(await wrong("--from", none), [
      2,
      [`evergreen: ${none}: There is no such file.`],
    ]);
  });
});
