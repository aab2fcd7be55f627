import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { Clock } from "../../../src/simulator/index";
import { full } from "../../operations/backup/full-machine";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";

function schemaErrors(text: string): unknown {
  const data = JSON.parse(text) as { $schema: string };
  const name = data.$schema.replace("urn:azure-evergreen:", "");
  const path = join(__dirname, `../../../dist/schemas/${name}.json`);
  const ajv = new Ajv({ strict: false });
  return ajv.validate(JSON.parse(readFileSync(path, "utf8")) as object, data) ? null : ajv.errors;
}

/** Azure's ten minutes in a second. */
const speed = 600;

describe("evergreen backup clean-restore-points", () => {
  let estate: Awaited<ReturnType<typeof full>>;
  let served: ServedFleet;

  beforeEach(async () => {
    estate = await full({}, { clock: new Clock({ speed }), limits: "off" });
    served = await serveFleet(estate, "Owner");
  });

  afterEach(() => served.close());

  const run = (...args: string[]) => served.run("backup", "clean-restore-points", ...args);

  it("removes nothing and deletes nothing unless somebody agrees", async () => {
    const { exitCode, stdout, stderr } = await run("machine1", "--remove-lock", "--delete");
    assert.deepEqual([exitCode, stdout], [4, ""], stderr);
    assert.equal(served.times("locks/delete") + served.times("restorePointCollections/delete"), 0);
    const plan = await run("machine1", "--remove-lock", "--delete", "--plan", "--json");
    assert.equal(plan.exitCode, 0, plan.stderr);
    assert.equal(schemaErrors(plan.stdout), null);
    const done = await run("machine1", "--remove-lock", "--delete", "--yes", "--json");
    assert.equal(done.exitCode, 0, done.stderr);
    assert.equal(schemaErrors(done.stdout), null);
    const again = await run("machine1", "--remove-lock", "--delete", "--yes");
    assert.equal(again.exitCode, 0, again.stderr);
    assert.equal(served.times("restorePointCollections/delete"), 1);
  });

  it("is refused with 2 when it is called wrongly", async () => {
    for (const [args, message] of [
      [[], "evergreen: Name a machine, or give --orphaned.\n"],
      [["machine1", "--orphaned"], "evergreen: Name a machine, or give --orphaned.\n"],
      [
        ["--orphaned", "--remove-lock", "--wait"],
        "evergreen: --remove-lock, --wait is about one machine: leave it out with --orphaned.\n",
      ],
    ] as const) {
      const { exitCode, stdout, stderr } = await run(...args, "--yes");
      assert.deepEqual([exitCode, stdout], [2, ""]);
      assert.ok(stderr.endsWith(message), stderr);
    }
    const nobody = await run("machine9", "--yes");
    assert.equal(nobody.exitCode, 2);
    assert.match(nobody.stderr, /No machine has this name in the whole subscription/);
  });

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`goes on in a second run after ${signal}`, async () => {
      const args = ["backup", "clean-restore-points", "machine1", "--remove-lock", "--delete"];
      const begun = "AzureBackup_machine1_270219008470549: Delete the collection";
      const ended = await served.runUntil(begun, signal, ...args, "--yes");
      assert.equal(ended.exitCode, signal === "SIGINT" ? 130 : null);
      const second = await served.run(...args, "--yes", "--json");
      assert.equal(second.exitCode, 0, second.stderr);
      const after = await run("machine1");
      assert.match(after.stderr, /machine1 has no instant recovery points that you can see\./);
    });
  }
});
