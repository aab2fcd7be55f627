import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Clock } from "../../../src/simulator/index";
import { machine, machineBody, send, withNetwork } from "../../simulator/compute/small-estate";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";

const systems = { web1: {}, app1: { windows: {} }, db1: {} };
const done = "evergreen: step done\n";

/** What scripts write inside the machines of the pages. */
function said(script: readonly string[]): string {
  if (script.some((line) => line.startsWith("systemd-run"))) {
    return `walinuxagent is restarted in 15 seconds.\n${done}`;
  }
  return `${script.includes("waagent --version") ? "WALinuxAgent-2.14.0.1 running on ubuntu 22.04\n" : ""}${done}`;
}

/** What a command of a page is followed by: what people see of it, but for what is another each time. */
function shown({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  return `${stderr.replace(/^Using the cloud .*\n/, "")}${stdout}`
    .replace(/^Run [0-9a-f-]{23}$/m, "Run 3f2504e0-4f89-41d3-9a0c")
    .trimEnd();
}

describe("the pages of evergreen backup", () => {
  let served: ServedFleet;

  before(async () => {
    const names = Object.keys(systems);
    const estate = await withNetwork(names, { clock: new Clock({ speed: 200 }), limits: "off" });
    for (const [name, options] of Object.entries(systems)) {
      const id = machine.replace("machine1", name);
      const nic = id.replace("Compute/virtualMachines", "Network/networkInterfaces");
      const answer = await send(estate.owner, "PUT", id, machineBody({ ...options, nics: [nic] }));
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      estate.azure.guests.set(id, ({ script }) => ({ stdout: said(script) }));
    }
    await estate.owner.wait(600);
    estate.azure.faults.strike("agent silent", machine.replace("machine1", "db1"));
    served = await serveFleet(estate, "Virtual Machine Contributor");
  });

  after(() => served.close());

  for (const page of ["backup-explain", "backup-guest"]) {
    it(`${page} shows what its commands write`, async () => {
      const file = join(__dirname, `../../../docs/commands/${page}.md`);
      const blocks = [...readFileSync(file, "utf8").matchAll(/```console\n\$ (.*)\n([^]*?)\n```/g)];
      assert.ok(blocks.length >= 2);
      for (const [, command = "", output] of blocks) {
        assert.equal(shown(await served.run(...command.split(" ").slice(1))), output, command);
      }
    });
  }
});
