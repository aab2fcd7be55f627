import assert from "node:assert/strict";
import { Clock, SimulatedAzure } from "azure-evergreen/simulator";
import { describeEngine, openEngine, providerOf, until, type EngineOnAzure } from "./engine";

const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";
const containerType = `${fabricType}/replicationProtectionContainers`;
const up = ["up", "--yes", "--skip-preview"];

describeEngine("an up in which something else than the engine dies", () => {
  let engine: EngineOnAzure;

  before(async () => {
    const azure = new SimulatedAzure({ clock: new Clock({ speed: 120 }) });
    engine = await openEngine("crashing.ts", { "fleet:crash": "true" }, azure);
  });

  after(async () => {
    await engine.close();
  });

  it("fails when the program dies, and keeps what was made", async () => {
    const { exitCode } = await engine.workspace.run(up);
    assert.notEqual(exitCode, 0);
    assert.deepEqual(counts(), { fabrics: 1, containers: 0 });
  });

  it("fails when our provider dies at work, and says so", async () => {
    await engine.workspace.mustRun(["config", "set", "crash", "false"]);
    const running = engine.workspace.start(up);
    await until(running, () => writes(containerType) === 1);
    const provider = providerOf(running.pid);
    process.kill(provider, "SIGKILL");
    const { exitCode, stdout, stderr } = await running.ended;
    assert.notEqual(exitCode, 0);
    assert.match(stdout + stderr, /ReplicationProtectionContainer/);
  });

  it("goes on the next time: nothing twice, nothing lost", async () => {
    await engine.workspace.mustRun(up);
    const before = engine.azure.estate.version;
    await engine.workspace.mustRun([...up, "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
    assert.deepEqual(counts(), { fabrics: 1, containers: 1 });
    assert.deepEqual([writes(fabricType), writes(containerType)], [1, 1]);
  });

  it("is destroyed without a trace", async () => {
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });

  function counts(): { fabrics: number; containers: number } {
    const { estate } = engine.azure;
    return {
      fabrics: estate.ofType(fabricType).length,
      containers: estate.ofType(containerType).length,
    };
  }

  function writes(type: string): number {
    return engine.azure
      .recorded()
      .filter(({ action }) => action === `${type}/write`)
      .reduce((sum, { times }) => sum + times, 0);
  }
});
