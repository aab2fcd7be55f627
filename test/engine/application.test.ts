import assert from "node:assert/strict";
import { Clock } from "azure-evergreen/simulator";
import { newAzure, subscription } from "../simulator/caller";
import { makeCertificate } from "../simulator/graph/certificate";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const reader = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`;
const assignmentType = "Microsoft.Authorization/roleAssignments";

describeEngine("an application of azuread on the real engine", () => {
  let engine: EngineOnAzure;

  before(async () => {
    const azure = newAzure({ clock: new Clock({ speed: 600 }) });
    const end = new Date("2027-10-01T00:00:00Z");
    const certificate = await makeCertificate(azure.clock.now(), end);
    engine = await openEngine(
      "application.ts",
      {
        "fleet:certificate": certificate.base64,
        "fleet:scope": subscription,
        "fleet:role": reader,
      },
      azure,
    );
    azure.grantGraph(engine.owner.objectId, "Application.ReadWrite.OwnedBy");
  });

  after(async () => {
    await engine.close();
  });

  it("comes up with its right, and the second time changes nothing", async () => {
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.equal(engine.azure.estate.ofType(assignmentType).length, 1);
  });

  it("keeps its secret out of the state in clear, and shows no drift", async () => {
    const shown = await engine.workspace.mustRun(["stack", "output", "secret", "--show-secrets"]);
    const secret = shown.stdout.trim();
    assert.match(secret, /^simulated~/);
    const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
    assert.equal(stdout.includes(secret), false);
    await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  it("is changed in place, and destroyed without a trace", async () => {
    await engine.workspace.mustRun(["config", "set", "displayName", "renamed"]);
    const { stdout } = await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    assert.match(stdout, /~ 1 updated/);
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });
});
