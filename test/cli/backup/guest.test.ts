import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { ChangeReport } from "../../../src/operations/run/change-report";
import type { GuestSteps } from "../../../src/operations/backup";
import { Clock, type SimulatedAzure } from "../../../src/simulator/index";
import { machine, machineBody, send, withNetwork } from "../../simulator/compute/small-estate";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";
import type { Ended } from "../running-simulation";

const systems = {
  machine1: {},
  windows1: { windows: {} },
  flatcar1: { imageReference: { publisher: "kinvolk", offer: "flatcar", sku: "s", version: "1" } },
};

describe("evergreen backup guest", () => {
  let azure: SimulatedAzure;
  let served: ServedFleet;

  before(async () => {
    const names = Object.keys(systems);
    const estate = await withNetwork(names, { clock: new Clock({ speed: 200 }), limits: "off" });
    azure = estate.azure;
    for (const [name, options] of Object.entries(systems)) {
      const nics = [
        machine.replace(
          "Microsoft.Compute/virtualMachines/machine1",
          `Microsoft.Network/networkInterfaces/${name}`,
        ),
      ];
      const body = machineBody({ ...options, nics });
      const answer = await send(estate.owner, "PUT", idOf(name), body);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
    }
    await estate.owner.wait(600);
    served = await serveFleet(estate, "Virtual Machine Contributor");
  });

  after(() => served.close());

  const idOf = (name: string): string => machine.replace("machine1", name);
  const run = (...args: string[]): Promise<Ended> => served.run("backup", "guest", ...args);
  const willing = (name: string, said = ""): void => {
    azure.guests.set(idOf(name), () => ({ stdout: `${said}evergreen: step done\n` }));
  };

  it("prints what can be pasted into a shell, and says what it is", async () => {
    const { stdout, exitCode, stderr } = await run("machine1");
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(
      stdout.split("\n").filter((line) => line.startsWith("# ")),
      [
        "# machine1: Ubuntu. Run the steps in a shell of the machine, one after the other.",
        "# 1. Update the agent from the repository of Ubuntu, never from GitHub (agent-package)",
        "# Where the repository has no newer package, ask the distribution's support.",
        "# 2. Let the agent run extensions: Extensions.Enabled=y, Provisioning.Agent=auto (agent-options)",
        "# 3. Let systemd restart the agent whenever it ends (agent-restarts-itself)",
        "# 4. Start the service walinuxagent with the machine, and restart it now (agent-service)",
        "# 5. See whether something keeps programs below /var/lib from running (application-control)",
        "# Exempt /var/lib from any other application control.",
        "# 6. See that the agent runs, and in which version (verify)",
        "# Azure can run them itself, through the agent: --in-guest.",
      ],
    );
    for (const shell of ["sh", "bash"]) {
      const { status, stderr: unread } = spawnSync(shell, ["-n"], { input: stdout });
      assert.equal(status, 0, String(unread));
    }
  });

  it("prints steps that run when they are pasted, each ending by itself when it fails", async () => {
    const { stdout } = await run("machine1", "--step", "application-control", "verify");
    const stubs = [
      'sudo() { echo sudo; (exec "$@"); }',
      "mkdir -p bin; PATH=$PWD/bin:$PATH",
      "printf '#!/bin/sh\\nexit 3\\n' > bin/systemctl; chmod +x bin/systemctl",
    ];
    const pasted = spawnSync("bash", [], {
      input: [...stubs, stdout, "echo still here"].join("\n"),
      cwd: served.folder,
      encoding: "utf8",
    });
    assert.deepEqual(
      [pasted.stdout, pasted.stderr],
      ["sudo\nevergreen: step done\nsudo\nstill here\n", "walinuxagent does not run.\n"],
    );
  });

  it("prints PowerShell for Windows, as a table of what it does in CSV and as code in Markdown", async () => {
    const { stdout } = await run("windows1", "--step", "verify");
    assert.match(
      stdout,
      /^# windows1: Windows\. [^\n]+\n\n# 1\. [^\n]+\n& \{\n\$ErrorActionPreference = 'Stop'\n/,
    );
    const csv = await run("windows1", "--step", "verify", "--output", "csv");
    assert.equal(
      csv.stdout,
      "STEP,WHAT IT DOES,CHANGES,OTHERWISE\nverify,See that the agent's services run,no,\n",
    );
    const markdown = await run("windows1", "--step", "verify", "--output", "markdown");
    assert.match(markdown.stdout, /^### 1\. See that [^\n]+\n\n```powershell\n\$Error/);
  });

  it("writes JSON that keeps to its schema", async () => {
    const { stdout } = await run("machine1", "--verbose-agent-log", "off", "--json");
    const schema = JSON.parse(
      readFileSync(join(__dirname, "../../../dist/schemas/guest-steps.json"), "utf8"),
    ) as object;
    const validate = new Ajv({ strict: false }).compile(schema);
    const data = JSON.parse(stdout) as GuestSteps;
    assert.equal(validate(data), true, JSON.stringify(validate.errors));
    assert.deepEqual(
      data.steps.map(({ id, changes }) => [id, changes]),
      [["verbose-log", true]],
    );
  });

  it("asks for the system where nothing tells it", async () => {
    const { exitCode, stderr, stdout } = await run("flatcar1");
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.match(stderr, /Neither its image nor its agent tells which distribution it runs/);
    assert.equal((await run("flatcar1", "--system", "debian")).exitCode, 0);
    const wrong = await run("flatcar1", "--system", "gentoo");
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.stderr, /Allowed choices are windows, ubuntu, debian/);
    const alone = await run("machine1", "--yes");
    assert.deepEqual([alone.exitCode, alone.stdout], [2, ""]);
    assert.match(alone.stderr, /--yes and --plan are about what --in-guest does: give that too\./);
  });

  it("has Azure run nothing without agreement, and tells the plan", async () => {
    willing("machine1");
    const { exitCode, stderr, stdout } = await run("machine1", "--in-guest", "--step", "verify");
    assert.equal(exitCode, 4);
    assert.equal(stdout, "");
    assert.match(stderr, /Run a script inside machine1 \(Ubuntu\) by Run Command: 1 change\./);
    assert.match(stderr, /Nothing was changed\. Agree with --yes to carry the plan out\./);
    const plan = await run("machine1", "--in-guest", "--step", "verify", "--plan", "--json");
    assert.equal(plan.exitCode, 0);
    assert.match(plan.stdout, /"script": "set -eu\\n/);
  });

  it("has Azure run the steps inside the machine", async () => {
    willing("windows1", "fine\n");
    const { exitCode, stdout, stderr } = await run(
      "windows1",
      ...["--in-guest", "--yes", "--json", "--step", "net-framework", "verify"],
    );
    assert.equal(exitCode, 0, stderr);
    const report = JSON.parse(stdout) as ChangeReport;
    assert.deepEqual(
      report.outcomes.map(({ name, state, detail }) => [name, state, detail]),
      [
        ["net-framework", "succeeded", "fine"],
        ["verify", "succeeded", "fine"],
      ],
    );
  });

  it("fails with the step that fails, and says what it wrote", async () => {
    azure.guests.set(machine, () => ({ stderr: "The agent does not run.\n" }));
    const { exitCode, stdout } = await run("machine1", "--in-guest", "--yes", "--step", "verify");
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      /verify +failed +The script did not come to its end\. The agent does not run\./,
    );
  });

  it("says why Azure cannot run them, and what to do instead", async () => {
    azure.faults.strike("agent silent", machine);
    const { exitCode, stdout, stderr } = await run("machine1", "--in-guest", "--yes");
    azure.faults.mend("agent silent", machine);
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.match(stderr, /The agent of machine1 is not ready\./);
    assert.match(stderr, /az serial-console connect -n machine1 -g rg/);
  });
});
