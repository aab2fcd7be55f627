import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { patchOperatorRole } from "../../../src/azure/roles";
import { Clock } from "../../../src/simulator/index";
import { type Fleet, fleetOf, machineId } from "../../operations/patch/patched-fleet";
import { serveFleet, type ServedFleet } from "./served-fleet";

/** Azure's minutes in a tenth of a second. While the fleet is made some days go by, and a third patch comes out. */
const speed = 600;

async function served(role: Parameters<typeof serveFleet>[1] = patchOperatorRole()): Promise<{
  fleet: Fleet;
  command: ServedFleet;
}> {
  const fleet = await fleetOf(
    { linux: {}, windows: { windows: {} }, off: {} },
    { clock: new Clock({ speed }), limits: "off" },
  );
  await fleet.owner.send("POST", `${machineId("off")}/deallocate?api-version=2024-11-01`);
  await fleet.owner.wait(1);
  return { fleet, command: await serveFleet(fleet, role) };
}

function schemaErrors(text: string): unknown {
  const data = JSON.parse(text) as { $schema: string };
  const name = data.$schema.replace("urn:azure-evergreen:", "");
  const path = join(__dirname, `../../../dist/schemas/${name}.json`);
  const ajv = new Ajv({ strict: false });
  return ajv.validate(JSON.parse(readFileSync(path, "utf8")) as object, data) ? null : ajv.errors;
}

describe("evergreen patch assess, install and mode", () => {
  let fleet: Fleet;
  let command: ServedFleet;

  beforeEach(async () => {
    ({ fleet, command } = await served());
  });

  afterEach(() => command.close());

  it("assess shows its plan, and changes nothing unless somebody agrees", async () => {
    const { exitCode, stdout, stderr } = await command.run("patch", "assess");
    assert.equal(exitCode, 4, stderr);
    assert.equal(stdout.trim(), "");
    assert.match(stderr, /off +It is deallocated: start it first\./);
    assert.match(stderr, /An assessment installs nothing and restarts nothing\./);
    assert.equal(command.times("assessPatches/action"), 0);
  });

  it("assess and install write what their schemas say", async () => {
    const assessed = await command.run("patch", "assess", "--yes", "--json");
    assert.equal(assessed.exitCode, 0, assessed.stderr);
    assert.equal(schemaErrors(assessed.stdout), null);
    const plan = await command.run("patch", "install", "--plan", "--json");
    assert.equal(plan.exitCode, 0, plan.stderr);
    assert.equal(schemaErrors(plan.stdout), null);
    const installed = await command.run("patch", "install", "--yes", "--json");
    assert.equal(installed.exitCode, 0, installed.stderr);
    assert.equal(schemaErrors(installed.stdout), null);
    const { results } = JSON.parse(installed.stdout) as { results: { installed: number }[] };
    assert.deepEqual(
      results.map((result) => result.installed),
      [3, 1],
    );
    const again = await command.run("patch", "install", "--yes");
    assert.equal(again.exitCode, 0, again.stderr);
    assert.equal(command.times("installPatches/action"), 2);
  });

  it("install tells one table of what each machine came to", async () => {
    fleet.azure.faults.strike("patch fails", machineId("linux"), 1);
    const { exitCode, stdout } = await command.run("patch", "install", "--yes");
    assert.equal(exitCode, 1);
    const lines = stdout.trimEnd().replaceAll(/ +$/gm, "").split("\n");
    assert.deepEqual(lines, [
      "NAME     STATE      DETAIL",
      "linux    failed     2 installed, 1 failed; it was restarted. PACKAGE_MANAGER_FAILURE: Failed to install openssl 3.0.2-0.321. Read the extension's log in the machine, and try to update it there.",
      "windows  succeeded  1 installed; it was restarted",
      "",
      "Install patches: 2 selected, 2 started, 1 succeeded, 1 failed, 0 timed out.",
    ]);
  });

  it("is refused with 2 when it is called wrongly, all that is wrong at once", async () => {
    const wrong = await command.run(
      ...["patch", "install", "--classification", "Bugs", "--kb", "x", "--maximum-duration", "5"],
    );
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /The input has 3 problems:/);
    const nobody = await command.run("patch", "assess", "--name", "other");
    assert.equal(nobody.exitCode, 2);
    assert.match(nobody.stderr, /No machine was found in name other\./);
    const kbs = await command.run("patch", "install", "--name", "linux", "--kb", "KB5044281");
    assert.equal(kbs.exitCode, 2);
    assert.match(kbs.stderr, /kbNumbersToInclude is for Windows alone/);
    const listing = join(command.folder, "fleet.json");
    writeFileSync(listing, (await command.run("listing")).stdout);
    const fromListing = await command.run("patch", "assess", "--from", listing, "--yes");
    assert.equal(fromListing.exitCode, 2);
    assert.equal((await command.run("patch", "mode", "mine")).exitCode, 2);
  });

  it("names what is missing to switch a mode, and ends with 1", async () => {
    const { exitCode, stdout } = await command.run("patch", "mode", "platform", "--yes");
    assert.equal(exitCode, 1);
    assert.match(stdout, /You lack the action Microsoft\.Compute\/virtualMachines\/write/);
  });

  it("ends with 5 when Azure does not end in time, and follows it in the next run", async () => {
    fleet.azure.faults.strike("operation never ends", machineId("linux"), 1);
    const only = ["--name", "linux", "--yes", "--timeout", "3"];
    for (const round of [1, 2]) {
      const { exitCode, stderr } = await command.run("patch", "assess", ...only);
      assert.equal(exitCode, 5, `round ${round}: ${stderr}`);
    }
    assert.equal(command.times("assessPatches/action"), 1);
  });

  for (const signal of ["SIGINT", "SIGKILL"] as const) {
    it(`begins nothing twice after ${signal} in the middle`, async () => {
      const first = await command.runUntil("windows", signal, "patch", "install", "--yes");
      assert.equal(first.exitCode, signal === "SIGINT" ? 130 : null, first.stderr);
      const second = await command.run("patch", "install", "--yes");
      assert.equal(second.exitCode, 0, second.stderr);
      assert.equal(command.times("installPatches/action"), 2, second.stdout);
    });
  }
});
