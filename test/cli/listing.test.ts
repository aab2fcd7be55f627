import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { readListing } from "../../src/operations";
import { subscription, subscriptionId } from "../simulator/caller";
import { byPlatform, type Fleet, fleetOf } from "../operations/patch/patched-fleet";
import { ended, serveFleet, type ServedFleet } from "./patch/served-fleet";
import { schemaErrors } from "./schema-errors";

const queries = [
  ...["machines", "patchedMachines", "schedules", "scheduleAssignments", "vaults"],
  ...["replicatedMachines", "backupItems", "backupPolicies", "backupJobs"],
];

describe("evergreen listing", () => {
  let fleet: Fleet;
  let served: ServedFleet;

  before(async () => {
    fleet = await fleetOf({ web1: { linux: { patchSettings: byPlatform } } });
    await fleet.owner.wait(6 * 3600);
    served = await serveFleet(fleet);
  });

  after(() => served.close());

  beforeEach(() => {
    // The clock of a served Azure stands still, and with it the quota of Azure Resource Graph.
    fleet.azure.clock.advance(5000);
  });

  it("is JSON on stdout that keeps to its schema, and progress on stderr", async () => {
    const { stdout, stderr, exitCode } = await served.run("listing");
    assert.equal(exitCode, 0, stderr);
    assert.equal(schemaErrors(stdout), null);
    const listing = readListing(stdout);
    assert.deepEqual(listing.subscriptions, [subscriptionId]);
    assert.deepEqual(
      Object.entries(listing.queries).map(([name, { length }]) => [name, length]),
      queries.map((name) => [name, ["machines", "patchedMachines"].includes(name) ? 1 : 0]),
    );
    assert.deepEqual(
      stderr.split("\n").filter((line) => !line.startsWith("Using the cloud")),
      [
        ...queries.map((name) => `Asking Azure Resource Graph for ${name}.`),
        "1 machine listed.",
        "",
      ],
    );
  });

  it("is the same with --json, and no other format", async () => {
    const { stdout, exitCode } = await served.run(
      "listing",
      "--json",
      "--subscription",
      subscriptionId,
    );
    assert.equal(exitCode, 0);
    assert.equal(readListing(stdout).queries.machines?.length, 1);
    assert.deepEqual(await served.run("listing", "--output", "csv"), {
      exitCode: 2,
      stdout: "",
      stderr:
        "error: option '--output <format>' argument 'csv' is invalid. Allowed choices are json.\n",
    });
  });

  it("is not written in part when it is ended in the middle", async () => {
    const interrupted = await served.runUntil("for schedules", "SIGINT", "listing");
    assert.deepEqual([interrupted.exitCode, interrupted.stdout], [130, ""]);
    assert.match(
      interrupted.stderr,
      /\nEnding; once more ends at once\.\n(.*\n)*evergreen: The run was ended\. Run the same command again to go on\.\n$/,
    );
  });

  it("tells who may read nothing which action is missing", async () => {
    const stranger = await serveFleet(fleet, null);
    const { stdout, stderr, exitCode } = await stranger.run("listing");
    await stranger.close();
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, / answered 403 AccessDenied: /);
    assert.match(
      stderr,
      new RegExp(
        `\nYou lack the action Microsoft\\.Compute/virtualMachines/read at ${subscription}; the preset rolePresets\\.\\w+ grants it\\.\nRun `,
      ),
    );
  });

  it("ends as ever when its reader stops before the end", async () => {
    const evergreen = join(__dirname, "../../bin/evergreen");
    const child = spawn(
      "bash",
      ["-c", `"$NODE" "$0" listing | true; exit "\${PIPESTATUS[0]}"`, evergreen],
      {
        env: { ...served.env, NODE: process.execPath },
      },
    );
    const { exitCode, stderr } = await ended(child);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /1 machine listed\.\n$/);
  });
});
