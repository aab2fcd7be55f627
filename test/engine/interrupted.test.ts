import assert from "node:assert/strict";
import { callerOf, newAzure, newGroup } from "../simulator/caller";
import { done, vault } from "../simulator/site-recovery/replicated-estate";
import { describeEngine, openEngine, until, type EngineOnAzure } from "./engine";
import { WatchedEngine } from "./watched-engine";

const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";
const wrongSecret = "Wrong-Canary-41~secret";

describeEngine("work that is interrupted, in an Azure whose clock stands still", () => {
  let engine: EngineOnAzure;
  let watched: WatchedEngine;

  before(async () => {
    const azure = newAzure();
    watched = new WatchedEngine(azure);
    const owner = callerOf(azure, "Owner");
    await newGroup(owner);
    const body = { location: "northeurope", sku: { name: "RS0" }, properties: {} };
    await done(owner, "PUT", vault, body, "2024-10-01");
    engine = await openEngine("fabrics.ts", { "fleet:vault": vault }, azure);
    await watched.signIn(engine.workspace, wrongSecret);
  });

  after(async () => {
    await engine.close();
  });

  it("is not begun with a wrong secret, which no message repeats", async () => {
    const said = await watched.mustFail(["up", "--yes", "--skip-preview"]);
    assert.match(said, /Signing in at https:\/\/localhost:\d+\S* with a client secret failed: /);
    assert.equal(watched.everything().includes(wrongSecret), false);
    await watched.signIn(engine.workspace, watched.principal.clientSecret);
  });

  it("is kept after an interrupt, and the next up goes on with it", async () => {
    const running = engine.workspace.start(["up", "--yes", "--skip-preview"]);
    await until(running, () => uses("write") === 1);
    running.kill("SIGINT");
    const run = await running.ended;
    assert.notEqual(run.exitCode, 0);
    assert.ok(
      watched
        .keep(run)
        .includes(
          `Replication fabric "${vault}/replicationFabrics/west" is not complete: The deployment was cancelled. Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`,
        ),
      watched.keep(run),
    );

    engine.azure.clock.advance(3_600_000);
    await watched.mustRun(["up", "--yes", "--skip-preview"]);
    await watched.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.equal(uses("write"), 1);
  });

  it("ends when the program's customTimeouts say so, and goes on the same way", async () => {
    await watched.mustRun(["config", "set", "fleet:secondsForNorth", "2"]);
    const said = await watched.mustFail(["up", "--yes", "--skip-preview"]);
    assert.ok(
      said.includes(
        `Replication fabric "${vault}/replicationFabrics/north" is not complete: The operation did not end within its 2 s (customTimeouts). Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`,
      ),
      said,
    );

    engine.azure.clock.advance(3_600_000);
    await watched.mustRun(["up", "--yes", "--skip-preview"]);
    assert.equal(uses("write"), 2);
    assert.deepEqual(
      engine.azure.estate
        .ofType(fabricType)
        .map(({ id }) => id.split("/").at(-1))
        .sort(),
      ["north", "west"],
    );
  });

  it("is ended by the next destroy when a destroy is interrupted", async () => {
    const running = engine.workspace.start(["destroy", "--yes", "--skip-preview"]);
    await until(running, () => uses("remove/action") === 2);
    running.kill("SIGINT");
    const run = await running.ended;
    assert.notEqual(run.exitCode, 0);
    assert.match(watched.keep(run), /error: .*The deployment was cancelled\./);

    engine.azure.clock.advance(3_600_000);
    await watched.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.ofType(fabricType), []);
  });

  it("was done as whom azure-native's configuration names, and no secret is told or kept", () => {
    const everything = watched.everything();
    assert.ok(everything.includes("replicationFabrics/west"));
    assert.deepEqual(watched.callers, [watched.principal.objectId]);
    assert.ok(watched.tokens.length > 0);
    for (const secret of [watched.principal.clientSecret, ...watched.tokens]) {
      assert.equal(everything.includes(secret), false);
    }
  });

  function uses(verb: string): number {
    return engine.azure
      .recorded()
      .filter(({ action }) => action === `${fabricType}/${verb}`)
      .reduce((sum, { times }) => sum + times, 0);
  }
});
