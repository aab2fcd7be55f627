import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backUp, type BackedUp, itemId, withItem } from "../../simulator/backup/backed-up-estate";
import { machine } from "../../simulator/compute/small-estate";
import { serveFleet } from "../patch/served-fleet";

/** The first console block of a page in which a command stands: what the page says that it writes. */
function shownIn(page: string, command: string): string {
  const text = readFileSync(join(__dirname, `../../../docs/commands/${page}.md`), "utf8");
  const [, block] = text.split(`\`\`\`console\n$ evergreen ${command}\n`);
  return sameTime(block?.split("\n```")[0] ?? "");
}

/** Azure's time goes on by itself while a command runs. */
function sameTime(text: string): string {
  return text
    .replaceAll(/ at 2026-11-\d\d \d\d:\d\d UTC(?=[:,])/g, " at TIME")
    .replaceAll(/ +$/gm, "");
}

async function written(estate: BackedUp, command: string): Promise<string> {
  const served = await serveFleet(estate, "Owner");
  const { stdout } = await served.run(...command.split(" "));
  await served.close();
  return sameTime(stdout.trimEnd());
}

describe("what the pages of evergreen backup show", () => {
  it("is the status of a fleet with a machine that is deleted, one that nothing backs up and one whose backups fail", async () => {
    const estate = await withItem();
    const { azure, owner } = estate;
    const [stored, item] = [azure.estate.get(machine), azure.estate.get(itemId)];
    assert.ok(stored);
    assert.ok(item);
    azure.estate.put({ ...stored, id: machine.replace("machine1", "web2"), name: "web2" });
    const night = "2026-10-31T22:00:00Z";
    azure.estate.put({
      ...item,
      id: itemId.replaceAll("machine1", "old1"),
      name: item.name.replace("machine1", "old1"),
      properties: {
        ...(item.properties as object),
        friendlyName: "old1",
        sourceResourceId: machine.replace("machine1", "old1"),
        virtualMachineId: machine.replace("machine1", "old1"),
        protectionState: "Protected",
        ...{ lastBackupStatus: "Completed", lastBackupTime: night, lastRecoveryPoint: night },
      },
    });
    azure.faults.strike("agent silent", machine);
    await backUp(owner);
    await owner.wait(400);
    assert.equal(await written(estate, "backup status"), shownIn("backup", "backup status"));
  });

  it("is the diagnosis of a machine that was shut down from inside", async () => {
    const estate = await withItem();
    const { azure, owner } = estate;
    await owner.wait(3600);
    await backUp(owner);
    await owner.wait(4000);
    azure.faults.strike("guest shut down", machine);
    await owner.wait(7200);
    await backUp(owner);
    await owner.wait(400);
    const command = "backup diagnose machine1 --resource-group rg";
    assert.equal(await written(estate, command), shownIn("backup-diagnose", command));
  });
});
