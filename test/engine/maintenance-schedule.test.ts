import assert from "node:assert/strict";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const secrets = ["very-secret", "quite-secret"];

describeEngine("a locked schedule that tells of its runs", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("told-schedule.ts", {
      "fleet:webhookUri": "https://example.com/hook?token=quite-secret",
      "fleet:sshPublicKey":
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
    });
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  after(async () => {
    await engine.close();
  });

  function names(type: string): string[] {
    return engine.azure.estate.ofType(type).map(({ name }) => name);
  }

  it("keeps addresses out of its state and out of what Azure answers", async () => {
    const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
    const held = JSON.stringify(engine.azure.estate.all());
    for (const secret of secrets) {
      assert.equal(stdout.includes(secret), false, secret);
      assert.equal(held.includes(secret), false, secret);
    }
  });

  it("shows no change and no drift when nothing has changed", async () => {
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  it("refuses in the preview a machine that it could not patch, and changes nothing", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:change", "unfit"]);
    const before = engine.azure.estate.version;
    const { exitCode, stdout, stderr } = await engine.workspace.run(["preview"]);
    const shown = `${stdout}${stderr}`;

    assert.notEqual(exitCode, 0, shown);
    assert.ok(shown.includes('The machine "web" fits, but no schedule can patch it'), shown);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("is changed in spite of its lock", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:change", "tagged"]);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    const [topic] = engine.azure.estate.ofType("Microsoft.EventGrid/systemTopics");
    assert.deepEqual(topic?.tags, { stage: "second" });
  });

  it("is replaced with its events and its lock", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:change", "renamed"]);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(names("Microsoft.Maintenance/maintenanceConfigurations"), ["saturdays"]);
    assert.deepEqual(names("Microsoft.EventGrid/systemTopics"), ["weekly-events"]);
    assert.deepEqual(names("Microsoft.EventGrid/systemTopics/eventSubscriptions").sort(), [
      "post-announce",
      "pre-announce",
    ]);
    assert.equal(names("Microsoft.Authorization/locks").length, 1);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  it("is destroyed in spite of its lock", async () => {
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });
});
