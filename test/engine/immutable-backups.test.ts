import assert from "node:assert/strict";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const refusal =
  'dailyRetentionInDays: The daily retention would go from 60 to 14, but the vault is immutable ("Unlocked") and keeps recovery points no shorter. Keep as much as before, or more. [EVG-BACKUP-044]';

describeEngine("a policy in an immutable vault of the same program", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("immutable-backups.ts", { "fleet:days": "30" });
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  after(async () => {
    await engine.close();
  });

  it("keeps more when it is told to", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:days", "60"]);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  it("is refused in the preview already when it would keep less, and sends nothing", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:days", "14"]);
    const before = engine.azure.estate.version;
    for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { exitCode, stdout, stderr } = await engine.workspace.run(command);
      assert.notEqual(exitCode, 0, stdout);
      assert.ok(`${stdout}${stderr}`.includes(refusal), `${stdout}${stderr}`);
    }
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("is destroyed without asking", async () => {
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
  });
});
