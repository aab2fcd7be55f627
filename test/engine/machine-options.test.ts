import assert from "node:assert/strict";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

describeEngine("a Linux machine with much of what one can have", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("changing-machine.ts", {});
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  after(async () => {
    await engine.close();
  });

  async function power(operation: "start" | "deallocate"): Promise<void> {
    const { stdout } = await engine.workspace.mustRun(["stack", "output", "virtualMachineId"]);
    const { status } = await engine.azure.connect(engine.owner).transport.send({
      method: "POST",
      url: `${stdout.trim()}/${operation}?api-version=2024-11-01`,
    });
    assert.equal(status, 202);
    engine.azure.clock.advance(300_000);
  }

  it("shows no change when nothing has changed, and no secret in its state", async () => {
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
    assert.equal(stdout.includes("very secret"), false);
    assert.equal(stdout.includes("#cloud-config"), false);
    assert.equal(stdout.includes(Buffer.from("#cloud-config").toString("base64")), false);
  });

  for (const [change, texts] of [
    [
      "fixed",
      [
        "placement.availabilitySetId: placement.availabilitySetId cannot change from ",
        'osDisk.storageType: osDisk.storageType cannot change from "Premium_LRS" to "StandardSSD_LRS"',
      ],
    ],
    ["shrunk", ["sizeInGigabytes: A disk of 64 gigabytes cannot shrink to 32"]],
  ] as const) {
    it(`is refused in the preview already when it would be ${change}`, async () => {
      await engine.workspace.mustRun(["config", "set", "fleet:change", change]);
      const before = engine.azure.estate.version;
      const { exitCode, stdout, stderr } = await engine.workspace.run(["preview"]);
      const shown = `${stdout}${stderr}`;

      assert.notEqual(exitCode, 0, shown);
      for (const text of texts) {
        assert.ok(shown.includes(text), shown);
      }
      assert.deepEqual(engine.azure.estate.changes(before), []);
    });
  }

  it("gets a further interface when it is deallocated, and not before", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:change", "interface"]);
    const { exitCode, stdout, stderr } = await engine.workspace.run([
      "up",
      "--yes",
      "--skip-preview",
    ]);

    assert.notEqual(exitCode, 0, stdout);
    assert.ok(
      `${stdout}${stderr}`.includes(
        "Secondary network interfaces cannot be added or removed from a running virtual machine.",
      ),
      `${stdout}${stderr}`,
    );
    await power("deallocate");
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  // Azure takes no extension from a machine that is off.
  it("is destroyed in spite of its lock", async () => {
    await power("start");
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });
});
