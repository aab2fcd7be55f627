import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { ChangeReport } from "../../../src/operations/run/change-report";
import { type Fleet, fleetOf } from "../../operations/patch/patched-fleet";
import { ended, serveFleet, type ServedFleet } from "../patch/served-fleet";
import { schemaErrors } from "../schema-errors";

const again =
  "Run the same command again: it waits for what is under way and begins nothing twice.";

describe("a command that Ctrl-C ends while Azure works", () => {
  let fleet: Fleet;
  let served: ServedFleet;

  beforeEach(async () => {
    fleet = await fleetOf({ app1: { linux: {} }, db1: { linux: {} }, web1: { linux: {} } });
    await fleet.owner.wait(3600);
    served = await serveFleet(fleet, "Virtual Machine Contributor");
  });

  afterEach(() => served.close());

  const assess = ["patch", "assess", "--yes"];

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`tells what is under way, what was not begun and how to go on (${signal})`, async () => {
      // The clock stands still, and so does Azure's work.
      const run = await served.runUntil("app1: Look", signal, ...assess, "--at-most", "1");
      assert.equal(run.exitCode, 130, run.stderr);
      assert.match(run.stderr, /\nEnding; once more ends at once\.\n/);
      const lines = run.stdout.trimEnd().split("\n");
      assert.match(lines[1] ?? "", /^app1 {2}under way {4}\S/);
      assert.deepEqual(lines.slice(2), [
        "db1   not started",
        "web1  not started",
        "",
        "Assess patches: 3 selected, 1 started, 0 succeeded, 0 failed, 0 timed out, 1 under way.",
        `Azure goes on with app1. ${again}`,
        "Not begun: db1, web1. Run the same command again to go on.",
      ]);
      assert.ok(served.times("assessPatches/action") <= 1);
    });
  }

  it("writes its report as JSON too", async () => {
    const run = await served.runUntil("db1: Look", "SIGINT", ...assess, "--json");
    assert.equal(run.exitCode, 130, run.stderr);
    assert.equal(schemaErrors(run.stdout), null);
    const report = JSON.parse(run.stdout) as ChangeReport;
    assert.equal(report.interrupted, true);
    assert.ok(report.howToGoOn.length > 0);
  });
});

describe("a command that does not end when it is told to", () => {
  it("is ended at once by a second Ctrl-C", async () => {
    const command = join(__dirname, "changing-command.ts");
    const args = ["-r", "ts-node/register/transpile-only", command, '{"started":0}', "yes"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let told = "";
    child.stderr.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      if (told.endsWith("carried out\n") || told.endsWith("at once.\n")) {
        child.kill("SIGINT");
      }
    });
    const { exitCode, stdout, stderr } = await ended(child);
    assert.deepEqual([exitCode, stdout], [130, ""]);
    assert.match(stderr, /carried out\nEnding; once more ends at once\.\n$/);
  });
});
