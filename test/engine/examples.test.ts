import assert from "node:assert/strict";
import { join } from "node:path";
import { fleetSizes } from "../../examples/fleet/deployer-role";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";
import { changingSteps } from "./preview";

const fleet = join(__dirname, "../../examples/fleet/index.ts");
const strictPack = ["--policy-pack", join(__dirname, "../../policy/strict")];
const adminPassword = "Correct-Horse-7-Battery";

for (const size of fleetSizes) {
  describeEngine(`the example fleet on the real engine, ${size}`, () => {
    let engine: EngineOnAzure;

    before(async () => {
      engine = await openEngine(fleet, {
        "fleet:size": size,
        "fleet:adminPassword": adminPassword,
        "fleet:sshPublicKey":
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
      });
    });

    after(async () => {
      await engine.close();
    });

    it("previews creations under the strict policies, and makes nothing by it", async () => {
      const { stdout } = await engine.workspace.mustRun(["preview", "--json", ...strictPack]);
      const steps = changingSteps(stdout);
      assert.deepEqual([...new Set(steps.map(({ op }) => op))], ["create"]);
      assert.deepEqual(engine.azure.estate.changes(), []);
    });

    it("comes up under the strict policies, and the second time changes nothing", async () => {
      const up = ["up", "--yes", "--skip-preview", ...strictPack];
      const { stdout } = await engine.workspace.mustRun(up);
      assert.doesNotMatch(stdout, /EVG-/);
      const before = engine.azure.estate.version;
      await engine.workspace.mustRun([...up, "--expect-no-changes"]);
      assert.deepEqual(engine.azure.estate.changes(before), []);
    });

    it("shows no drift", async () => {
      await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    });

    if (size === "max") {
      it("finds and mends what was changed behind its back", async () => {
        const { azure, workspace } = engine;
        // The disks of the systems came with their machines: they are not in the stack.
        const tagged = azure.estate
          .all()
          .filter(({ tags, type }) => tags !== undefined && type !== "Microsoft.Compute/disks");
        assert.ok(tagged.length > 10);
        for (const resource of tagged) {
          azure.estate.put({ ...resource, tags: { changed: "by hand" } });
        }
        await workspace.mustRun(["refresh", "--yes", "--skip-preview"]);
        await workspace.mustRun(["up", "--yes", "--skip-preview"]);
        assert.deepEqual(
          tagged.map(({ id }) => [id, azure.estate.get(id)?.tags]),
          tagged.map(({ id, tags }) => [id, tags]),
        );
      });

      it("keeps no password in clear", async () => {
        const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
        assert.equal(stdout.includes(adminPassword), false);
      });
    }

    if (size !== "max") {
      it("keeps its backups when it is destroyed, and says so", async () => {
        const { exitCode, stdout } = await engine.workspace.run([
          "destroy",
          "--yes",
          "--skip-preview",
        ]);
        assert.notEqual(exitCode, 0);
        assert.match(stdout, /holds backups of "[^"]*", "[^"]*", and nothing says what becomes/);
        const { azure } = engine;
        const type =
          "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";
        assert.equal(azure.estate.ofType(type).length, 2);
        assert.deepEqual(azure.estate.ofType("Microsoft.Compute/virtualMachines"), []);
      });
    } else {
      it("leaves nothing when it is destroyed", async () => {
        await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
        // Instant recovery points stand in a group that Azure Backup makes, and wait for their end there.
        const left = engine.azure.estate.all().map(({ id }) => id);
        const own = left.filter((id) => !id.includes("/resourceGroups/AzureBackupRG_"));
        assert.deepEqual(own, []);
      });
    }
  });
}
