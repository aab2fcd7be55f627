import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { BackupDiagnosis } from "../../../src/operations/backup";
import { backUp, type BackedUp, withItem } from "../../simulator/backup/backed-up-estate";
import { machine } from "../../simulator/compute/small-estate";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";
import type { Ended } from "../running-simulation";

describe("evergreen backup diagnose", () => {
  let estate: BackedUp;
  let served: ServedFleet;

  before(async () => {
    estate = await withItem();
    await estate.owner.wait(3600);
    await backUp(estate.owner);
    await estate.owner.wait(4000);
    served = await serveFleet(estate);
  });

  after(() => served.close());

  /** The clock of a served Azure stands still, and with it the quota of Azure Resource Graph. */
  const run = (...args: string[]): Promise<Ended> => {
    estate.azure.clock.advance(5000);
    return served.run("backup", "diagnose", ...args);
  };

  it("says that nothing is wrong where nothing is", async () => {
    const { stdout, stderr, exitCode } = await run("machine1");
    assert.equal(exitCode, 0, stderr);
    const lines = stdout.trimEnd().replaceAll(/ +$/gm, "").split("\n");
    assert.match(
      lines[0] ?? "",
      /^Backups of machine1 at 2026-11-01 \d\d:\d\d UTC, in \d+ requests:$/,
    );
    assert.match(lines[2] ?? "", /^STATE +CHECK +WHAT IS$/);
    assert.equal(lines.filter((line) => line.startsWith("ok ")).length, 22);
    assert.equal(lines.at(-1), "Nothing keeps the next backup from succeeding.");
  });

  it("ends with the likely code and the one thing to do first, and the code 3", async () => {
    estate.azure.faults.strike("guest shut down", machine);
    estate.azure.clock.advance(3_600_000);
    const { stdout, exitCode } = await run("machine1", "--resource-group", "rg");
    assert.equal(exitCode, 3);
    assert.deepEqual(stdout.trimEnd().split("\n").slice(-3), [
      "Azure says that it runs, but its agent was last heard 60 minutes ago: it may have been shut down from inside.",
      "Likely code: GuestAgentSnapshotTaskStatusError (`evergreen backup explain GuestAgentSnapshotTaskStatusError`)",
      `First: If the guest is down, stop the machine through Azure (\`az vm deallocate --ids ${machine}\`); if it is up, restart its agent.`,
    ]);
  });

  it("writes CSV with what to do about each", async () => {
    const { stdout } = await run(machine, "--output", "csv");
    const lines = stdout.trimEnd().split("\n");
    assert.equal(lines[0], "STATE,CHECK,WHAT IS,WHAT TO DO");
    assert.equal(
      lines.find((line) => line.includes("The guest agent has reported lately")),
      'problem,The guest agent has reported lately,It was last heard 60 minutes ago.,"See that the guest runs, and restart its agent."',
    );
  });

  it("writes JSON that keeps to its schema", async () => {
    const { stdout } = await run(machine, "--json");
    const path = join(__dirname, "../../../dist/schemas/backup-diagnosis.json");
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(path, "utf8")) as object,
    );
    const { $schema, ...data } = JSON.parse(stdout) as BackupDiagnosis & { $schema: string };
    assert.equal($schema, "urn:azure-evergreen:backup-diagnosis");
    assert.equal(data.verdict.check, "power-heartbeat");
    assert.equal(validate(JSON.parse(stdout)), true, JSON.stringify(validate.errors));
  });

  it("names a machine that nobody has", async () => {
    const { stdout, stderr, exitCode } = await run("machine9");
    assert.equal(exitCode, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /machine: No machine has this name in the whole subscription/);
  });
});
