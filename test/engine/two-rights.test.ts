import assert from "node:assert/strict";
import { Clock, type ServicePrincipal } from "azure-evergreen/simulator";
import { callerOf, newAzure, newGroup } from "../simulator/caller";
import { done, vault } from "../simulator/site-recovery/replicated-estate";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";
const up = ["up", "--yes", "--skip-preview", "--continue-on-error"];

describeEngine("two explicit providers of one program, each with rights of its own", () => {
  let engine: EngineOnAzure;
  let west: ServicePrincipal;
  let north: ServicePrincipal;

  before(async () => {
    const azure = newAzure({ clock: new Clock({ speed: 600 }) });
    const owner = callerOf(azure, "Owner");
    await newGroup(owner);
    const body = { location: "northeurope", sku: { name: "RS0" }, properties: {} };
    await done(owner, "PUT", vault, body, "2024-10-01");
    west = azure.createServicePrincipal("west");
    north = azure.createServicePrincipal("north");
    azure.grant({ principalId: west.objectId, role: "Contributor", scope: vault });
    azure.grant({ principalId: north.objectId, role: "Reader", scope: vault });
    engine = await openEngine("two-rights.ts", { "fleet:vault": vault }, azure);
    for (const [name, principal] of Object.entries({ west, north })) {
      const { workspace } = engine;
      await workspace.mustRun(["config", "set", `${name}ClientId`, principal.clientId]);
      const secret = ["config", "set", "--secret", `${name}ClientSecret`, principal.clientSecret];
      await workspace.mustRun(secret);
    }
  });

  after(async () => {
    await engine.close();
  });

  it("make what they may, and are refused the rest in the name of their own principal", async () => {
    const { exitCode, stdout, stderr } = await engine.workspace.run(up);
    assert.notEqual(exitCode, 0);
    assert.ok(
      (stdout + stderr).includes(
        `The client '${north.clientId}' with object id '${north.objectId}' does not have authorization to perform action '${fabricType}/write'`,
      ),
      stdout + stderr,
    );
    assert.deepEqual(fabrics(), ["west"]);
  });

  it("go on when the right is there", async () => {
    engine.azure.grant({ principalId: north.objectId, role: "Contributor", scope: vault });
    await engine.workspace.mustRun(up);
    await engine.workspace.mustRun([...up, "--expect-no-changes"]);
    assert.deepEqual(fabrics(), ["north", "west"]);
    const writers = engine.azure
      .recorded()
      .filter(({ action, allowed }) => allowed && action === `${fabricType}/write`)
      .map(({ principalId }) => principalId);
    assert.deepEqual(writers, [west.objectId, north.objectId]);
  });

  function fabrics(): string[] {
    return engine.azure.estate
      .ofType(fabricType)
      .map(({ name }) => name)
      .sort();
  }
});
