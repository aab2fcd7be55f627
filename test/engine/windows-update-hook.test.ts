import assert from "node:assert/strict";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const refusal =
  "patchSettings.enableAutomaticUpdates: enableAutomaticUpdates cannot change from true to false: Azure takes it only when the machine is created, and refuses the update (PropertyChangeNotAllowed). Leave it at true, or replace the machine on purpose. [EVG-PATCH-014]";

describeEngine("a Windows machine that changes who patches it", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("windows-machine.ts", {
      "fleet:adminPassword": "Correct-Horse-7-Battery",
      "fleet:patchedBy": "Platform",
    });
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  after(async () => {
    await engine.close();
  });

  it("changes in place while its update flag stays", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:patchedBy", "OperatingSystem"]);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  it("is refused in the preview already when the flag would change, and sends nothing", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:patchedBy", "Nobody"]);
    const writes = () =>
      engine.azure.recorded().filter(({ action }) => action.endsWith("virtualMachines/write"));
    const before = writes();

    for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { exitCode, stdout, stderr } = await engine.workspace.run(command);
      assert.notEqual(exitCode, 0, stdout);
      assert.ok(`${stdout}${stderr}`.includes(refusal), `${stdout}${stderr}`);
    }
    assert.deepEqual(writes(), before);
  });

  it("is destroyed without asking", async () => {
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
  });
});
