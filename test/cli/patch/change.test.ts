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
    assert.match(kbs.stderr, /^ {2}- --kb: --kb is for Windows alone/m);
    const listing = join(command.folder, "fleet.json");
    writeFileSync(listing, (await command.run("listing")).stdout);
    const fromListing = await command.run("patch", "assess", "--from", listing, "--yes");
    assert.equal(fromListing.exitCode, 2);
    assert.match(
      fromListing.stderr,
      /What is planned from a listing is not carried out: give --plan with --from\./,
    );
    assert.equal((await command.run("patch", "mode", "mine")).exitCode, 2);
  });

  it("install plans from a listing, and says whether that holds the missing patches", async () => {
    const note =
      "The listing does not hold which patches are missing: `evergreen listing --patches` writes one that does.";
    for (const [options, isNoted] of [
      [[], true],
      [["--patches"], false],
    ] as const) {
      const listing = join(command.folder, `fleet${options.length}.json`);
      writeFileSync(listing, (await command.run("listing", ...options)).stdout);
      const plan = await command.run("patch", "install", "--from", listing, "--plan");
      assert.equal(plan.exitCode, 0, plan.stderr);
      assert.equal(plan.stdout.includes(note), isNoted, plan.stdout);
    }
  });

  it("names what is missing to switch a mode, and ends with 1", async () => {
    const { exitCode, stdout } = await command.run("patch", "mode", "platform", "--yes");
    assert.equal(exitCode, 1);
    assert.match(stdout, /You lack the action Microsoft\.Compute\/virtualMachines\/write/);
  });

  // A machine that is off takes a mode, and neither an assessment nor an installation.
  const asked = { path: "Microsoft.ResourceGraph" };
  const polled = { path: "/locations/westeurope/operations/" };
  for (const { args, role, action, machines, expiring } of [
    {
      args: ["assess"],
      role: patchOperatorRole(),
      action: "virtualMachines/assessPatches/action",
      machines: 2,
      expiring: [asked, { path: "linux/instanceView" }, { path: "windows/assessPatches" }, polled],
    },
    {
      args: ["install"],
      role: patchOperatorRole(),
      action: "virtualMachines/installPatches/action",
      machines: 2,
      expiring: [asked, { path: "linux/instanceView" }, { path: "windows/installPatches" }, polled],
    },
    {
      args: ["mode", "platform"],
      role: "Contributor",
      action: "Microsoft.Compute/virtualMachines/write",
      machines: 3,
      expiring: [
        asked,
        { method: "GET", path: "virtualMachines/linux" },
        { method: "PATCH", path: "virtualMachines/windows" },
        polled,
      ],
    },
  ]) {
    const what = `patch ${args.join(" ")}`;

    describe(what, () => {
      beforeEach(async () => {
        await command.close();
        ({ fleet, command } = await served(role));
      });

      it("is ended by Ctrl-C once it has begun, says what goes on and how to go on, and ends with 130", async () => {
        const begun = (): boolean => command.times(action) > 0;
        const { exitCode, stdout } = await command.runUntil(
          begun,
          "SIGINT",
          ...["patch", ...args, "--yes", "--at-most", "1"],
        );
        assert.equal(exitCode, 130, stdout);
        assert.match(stdout, /^linux +under way +The run was ended/m);
        assert.match(
          stdout,
          /^Azure goes on with linux\. Run the same command again: it waits for what is under way and begins nothing twice\.$/m,
        );
        assert.match(stdout, /^Not begun: .*windows\. Run the same command again to go on\.$/m);
        assert.equal(command.times(action), 1);
      });

      it("begins nothing twice after kill -9 in the middle, follows what is under way, and ends with 5 where that never ends", async () => {
        for (const name of ["linux", "windows", "off"]) {
          fleet.azure.faults.strike("operation never ends", machineId(name), 1);
        }
        const begun = (): boolean => command.times(action) > 0;
        const first = await command.runUntil(begun, "SIGKILL", "patch", ...args, "--yes");
        assert.equal(first.exitCode, null);
        const { exitCode, stdout } = await command.run(
          ...["patch", ...args, "--yes", "--timeout", "30"],
        );
        assert.equal(exitCode, 5, stdout);
        assert.match(
          stdout,
          /^linux +timed out +It had not ended after the 30 minutes of this run/m,
        );
        assert.equal(command.times(action), machines, stdout);
      });

      it("signs in again when the token expires in the middle, and begins nothing twice", async () => {
        const { http } = fleet.azure.faults;
        for (const match of expiring) {
          http.strike({ kind: "token expired" }, { ...match, times: 1 });
        }
        const { exitCode, stdout, stderr } = await command.run("patch", ...args, "--yes");
        assert.equal(exitCode, 0, `${stdout}${stderr}`);
        assert.equal(http.struck, expiring.length);
        assert.equal(command.times(action), machines, stdout);
      });
    });
  }
});
