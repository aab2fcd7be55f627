import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";
import { changingSteps } from "./preview";

const folder = join(__dirname, "../../examples/components");
const examples = readdirSync(folder).filter((file) => file !== "place.ts");

for (const example of examples) {
  describeEngine(`the smallest program on the real engine: ${example}`, () => {
    let engine: EngineOnAzure;

    before(async () => {
      engine = await openEngine(join(folder, example), {
        "fleet:adminPassword": "Correct-Horse-7-Battery",
        "fleet:sshPublicKey":
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
      });
    });

    after(async () => {
      await engine.close();
    });

    it("previews creations, and makes nothing by it", async () => {
      const { stdout } = await engine.workspace.mustRun(["preview", "--json"]);
      const steps = changingSteps(stdout);
      assert.deepEqual([...new Set(steps.map(({ op }) => op))], ["create"]);
      assert.deepEqual(engine.azure.estate.changes(), []);
    });

    it("comes up, and the second time changes nothing", async () => {
      await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
      const before = engine.azure.estate.version;
      await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
      assert.deepEqual(engine.azure.estate.changes(before), []);
    });

    it("shows no drift", async () => {
      await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    });

    it("leaves nothing when it is destroyed", async () => {
      await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
      assert.deepEqual(engine.azure.estate.all(), []);
    });
  });
}
