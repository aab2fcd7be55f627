import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { backUp, type BackedUp, withItem } from "../../simulator/backup/backed-up-estate";
import { machine } from "../../simulator/compute/small-estate";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";

function schemaErrors(text: string): unknown {
  const data = JSON.parse(text) as { $schema: string };
  const name = data.$schema.replace("urn:azure-evergreen:", "");
  const schema = JSON.parse(
    readFileSync(join(__dirname, `../../../dist/schemas/${name}.json`), "utf8"),
  ) as object;
  const ajv = new Ajv({ strict: false });
  return ajv.validate(schema, data) ? null : ajv.errors;
}

describe("evergreen backup", () => {
  let estate: BackedUp;
  let served: ServedFleet;
  let job: string;

  before(async () => {
    estate = await withItem();
    estate.azure.faults.strike("agent silent", machine);
    job = (await backUp(estate.owner)).split("/").at(-1) ?? "";
    await estate.owner.wait(400);
    served = await serveFleet(estate, "Owner");
  });

  after(() => served.close());

  const run = (...args: string[]) => {
    estate.azure.clock.advance(5000);
    return served.run("backup", ...args);
  };

  it("status ends with 3 when a backup failed, and writes what its schema says", async () => {
    const { stdout, exitCode, stderr } = await run("status", "--json");
    assert.equal(exitCode, 3, stderr);
    assert.equal(schemaErrors(stdout), null);
    const { machines } = JSON.parse(stdout) as { machines: { attention: string }[] };
    assert.deepEqual(
      machines.map(({ attention }) => attention),
      ["LastBackupFailed"],
    );
  });

  it("jobs lists and shows, as their schemas say", async () => {
    const list = await run("jobs", "--status", "Failed", "--json");
    const shown = await run("jobs", "show", job, "--json");
    assert.deepEqual([list.exitCode, shown.exitCode], [0, 0], list.stderr + shown.stderr);
    assert.deepEqual([schemaErrors(list.stdout), schemaErrors(shown.stdout)], [null, null]);
    const wrong = await run("jobs", "--status", "Broken");
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /"Broken" is no status of a job\./);
  });

  it("explain writes each step with its cause as CSV", async () => {
    const { stdout } = await run("explain", "UserErrorUnsupportedDiskSize", "--output", "csv");
    assert.equal(
      stdout,
      [
        "CAUSE,STEP,WHAT TO DO",
        '"A disk has more than 32 TiB, or an encrypted one more than 4 TiB.",1,"Split the disk, make it smaller, or leave it out of the backup."',
        "",
      ].join("\n"),
    );
  });

  it("run shows its plan, changes nothing unless somebody agrees, and refuses an unknown machine", async () => {
    const { exitCode, stdout, stderr } = await run("run", "machine1");
    assert.deepEqual([exitCode, stdout], [4, ""]);
    assert.match(stderr, /Back up to vault1, kept for 30 days/);
    const unknown = await run("run", "web9", "--yes");
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /No vault that you may read backs up "web9"/);
    const empty = await run("run", "--tag", "env=prod", "--yes");
    assert.equal(empty.exitCode, 2);
    const jobs = await run("jobs", "--json", "--operation", "Backup");
    assert.equal((JSON.parse(jobs.stdout) as { jobs: unknown[] }).jobs.length, 1);
  });

  it("run and resume plan from a listing without rights, and carry nothing out", async () => {
    const file = join(served.folder, "fleet.json");
    estate.azure.clock.advance(60_000);
    const listing = await served.run("listing");
    assert.equal(listing.exitCode, 0, listing.stderr);
    writeFileSync(file, listing.stdout);
    const stranger = await serveFleet(estate, null);
    const planned = await stranger.run("backup", "run", "--from", file, "--plan");
    assert.equal(planned.exitCode, 0, planned.stderr);
    assert.match(planned.stdout, /^machine1 +Back up to vault1, kept for 30 days$/m);
    assert.match(
      planned.stdout,
      /^Planned from a listing of 2026-11-\d\d \d\d:\d\d UTC, which may be old: it can be read, not carried out\.$/m,
    );
    const resumed = await stranger.run("backup", "resume", "--from", file, "--plan", "--json");
    assert.equal(resumed.exitCode, 0, resumed.stderr);
    assert.equal(schemaErrors(resumed.stdout), null);
    for (const command of ["run", "resume"]) {
      const { exitCode, stdout, stderr } = await stranger.run(
        ...["backup", command, "--from", file, "--yes"],
      );
      assert.deepEqual(
        [exitCode, stdout, stderr],
        [
          2,
          "",
          "evergreen: What is planned from a listing is not carried out: give --plan with --from.\n",
        ],
      );
    }
    assert.equal(stranger.times(""), 0);
    await stranger.close();
  });

  it("outlives a token that expires in the middle of a plan", async () => {
    estate.azure.faults.http.strike({ kind: "token expired" }, { path: "/backupJobs", times: 1 });
    const { exitCode, stdout, stderr } = await run("run", "machine1", "--plan", "--json");
    assert.equal(exitCode, 0, stderr);
    assert.equal((JSON.parse(stdout) as { changes: unknown[] }).changes.length, 1);
  });

  it("cancel gives up a backup, and repair and resume show what they would do", async () => {
    estate.azure.faults.mend("agent silent", machine);
    await backUp(estate.owner);
    const repair = await run("repair", "machine1", "--plan");
    assert.match(repair.stdout, /Follow the backup that is under way/);
    const cancel = await run("cancel", "machine1", "--yes");
    assert.equal(cancel.exitCode, 0, cancel.stderr);
    const resume = await run("resume", "machine1", "--plan");
    assert.match(resume.stdout, /vault1 backs it up already\./);
  });
});
