import assert from "node:assert/strict";
import { Clock } from "../../../src/simulator/index";
import { machine, machineBody, send, withNetwork } from "../../simulator/compute/small-estate";
import { Reader, shownCommands } from "../frame/shown-commands";
import { holdPage } from "../frame/walked-page";
import { serveFleet, type ServedFleet } from "../patch/served-fleet";
import { shutDownMachine } from "./page-scenes";

const systems = { web1: {}, app1: { windows: {} }, db1: {} };
const done = "evergreen: step done\n";

/** What scripts write inside the machines of the pages. */
function said(script: readonly string[]): string {
  if (script.some((line) => line.startsWith("systemd-run"))) {
    return `walinuxagent is restarted in 15 seconds.\n${done}`;
  }
  return `${script.includes("waagent --version") ? "WALinuxAgent-2.14.0.1 running on ubuntu 22.04\n" : ""}${done}`;
}

describe("the page of evergreen backup diagnose", () => {
  holdPage("backup-diagnose.md", {}, { "evergreen backup diagnose": shutDownMachine });
});

describe("the pages of evergreen backup explain and guest", () => {
  const shows = async (page: string, reader: Reader, blocks: number): Promise<void> => {
    const shown = shownCommands(page);
    assert.equal(shown.length, blocks);
    await reader.holds(shown);
  };

  let served: ServedFleet;
  let reader: Reader;

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
    reader = new Reader(served);
  });

  after(() => served.close());

  it("show what the commands of backup-explain.md write", () =>
    shows("backup-explain.md", reader, 2));

  it("show what the commands of backup-guest.md write", () => shows("backup-guest.md", reader, 5));
});
