import assert from "node:assert/strict";
import { Clock, type ServicePrincipal, SimulatedAzure } from "azure-evergreen/simulator";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";
import { changingSteps } from "./preview";

const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";

describeEngine("explicit providers and replacements on the real engine", () => {
  let engine: EngineOnAzure;
  let pipeline: ServicePrincipal;

  before(async () => {
    const azure = new SimulatedAzure({ clock: new Clock({ speed: 600 }) });
    pipeline = azure.createServicePrincipal("pipeline");
    azure.grant({ principalId: pipeline.objectId, role: "Owner" });
    engine = await openEngine(
      "explicit-providers.ts",
      { "fleet:region": "westeurope", "fleet:clientId": pipeline.clientId },
      azure,
    );
    await engine.workspace.mustRun([
      "config",
      "set",
      "--secret",
      "clientSecret",
      pipeline.clientSecret,
    ]);
  });

  after(async () => {
    await engine.close();
  });

  it("signs in as the providers say", async () => {
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    const [first] = engine.azure.estate.ofType(fabricType);
    assert.match(first?.id ?? "", /\/replicationFabrics\/source$/);
    const callers = new Set(engine.azure.recorded().map(({ principalId }) => principalId));
    assert.deepEqual([...callers], [pipeline.objectId]);
  });

  it("keeps the client secret out of the state", async () => {
    const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
    assert.equal(stdout.includes(pipeline.clientSecret), false);
  });

  it("shows what was changed behind Pulumi's back, and puts it right", async () => {
    const [fabric] = engine.azure.estate.ofType(fabricType);
    const [container] = engine.azure.estate.ofType(`${fabricType}/replicationProtectionContainers`);
    assert.ok(fabric !== undefined && container !== undefined);
    engine.azure.estate.delete(container.id);
    const refresh = await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview"]);
    assert.match(refresh.stdout, /1 deleted/);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    assert.equal(engine.azure.estate.get(container.id)?.id, container.id);
  });

  it("replaces children before and after their parents, deleting first", async () => {
    await engine.workspace.mustRun(["config", "set", "region", "francecentral"]);
    const { stdout } = await engine.workspace.mustRun(["preview", "--json"]);
    const operations = changingSteps(stdout).map(({ op }) => op);
    assert.equal(operations.filter((op) => op === "replace").length, 2);
    assert.equal(operations.includes("update"), false);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    assert.deepEqual(
      engine.azure.estate.ofType(fabricType).map(({ properties }) => {
        const { customDetails } = properties as {
          readonly customDetails: { readonly location: string };
        };
        return customDetails.location;
      }),
      ["francecentral"],
    );
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  it("is destroyed without a trace", async () => {
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });
});
