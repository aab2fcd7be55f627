import assert from "node:assert/strict";
import { Clock, SimulatedAzure } from "azure-evergreen/simulator";
import { showDayTwo } from "../../examples/demo/day-two";
import { openInProcessDoor } from "../../examples/demo/in-process-door";
import { fleetDeployerRole } from "../../examples/fleet/deployer-role";
import { fleetOf } from "../operations/patch/patched-fleet";

/** What is written on the console meanwhile, without the two spaces that the demo begins each line with. */
async function written(work: () => Promise<boolean>): Promise<{ ok: boolean; lines: string[] }> {
  const lines: string[] = [];
  const before = console.log;
  console.log = (text: string) => lines.push(text.replace(/^ {2}/, ""));
  try {
    return { ok: await work(), lines };
  } finally {
    console.log = before;
  }
}

describe("day two of the demo", () => {
  it("tells of agents, of patches, and of the machine that was shut down from inside", async () => {
    const azure = new SimulatedAzure({ clock: new Clock({ speed: 600 }) });
    const deployer = azure.createServicePrincipal("fleet-deployer");
    azure.grant({ principalId: deployer.objectId, role: fleetDeployerRole("defaults") });
    const door = await openInProcessDoor(azure, deployer);
    assert.equal((await door.deploy()).failure, undefined);
    const { ok, lines } = await written(() => showDayTwo(azure));
    assert.ok(ok, lines.join("\n"));

    const parts = lines
      .join("\n")
      .split(/^\$ evergreen /m)
      .slice(1);
    const [agents = "", patches = "", backups = ""] = parts;
    assert.deepEqual(
      parts.map((part) => part.split("\n", 1)[0]?.replace(/[0-9a-f]{8}$/, "")),
      ["agent-update status", "patch status", "backup diagnose web-vm"],
    );
    assert.match(agents, /^fleet-vault\w+ .* Enabled +SystemAssignedIdentity +Normal +2 /m);
    assert.match(
      agents,
      /^fleet-vault\w+ +fleet-account\w+ +SystemAssigned +Evergreen Agent Updater/m,
    );
    assert.match(agents, /^web-vm\w+ .* none +0 of 4 +none +\d{4}-\d\d-\d\d +on +Normal$/m);
    assert.match(
      patches,
      /^2 machines, 0 of them in need of attention; patched: 1 by Azure, 1 by schedules\.$/m,
    );
    assert.match(backups, /^problem +Power state and heartbeat agree /m);
    assert.match(backups, /^Likely code: GuestAgentSnapshotTaskStatusError /m);
    assert.match(backups, /^First: If the guest is down, stop the machine through Azure /m);
  });

  it("fails where a command cannot do its work, says what that wrote, and goes on with the others", async () => {
    const { azure } = await fleetOf(
      { "web-1": {} },
      { clock: new Clock({ speed: 600 }), limits: "off" },
    );
    const { ok, lines } = await written(() => showDayTwo(azure));
    assert.equal(ok, false);
    const failed = lines.findIndex((line) => line.startsWith("✗"));
    assert.equal(lines[failed], "✗ It ended with 2.");
    assert.ok(
      lines
        .slice(failed)
        .includes(
          "  - There is no Recovery Services vault in the whole subscription, or none that you may read. Name a vault, another subscription or another resource group. [EVG-SCOPE-011]",
        ),
      lines.join("\n"),
    );
    assert.deepEqual(
      lines.filter((line) => line.startsWith("$")),
      [
        "$ evergreen agent-update status",
        "$ evergreen patch status",
        "$ evergreen backup diagnose web-1",
      ],
    );
  });

  it("says that a fleet has no machine", async () => {
    assert.deepEqual(await written(() => showDayTwo(new SimulatedAzure())), {
      ok: false,
      lines: ["✗ The fleet has no machine."],
    });
  });
});
