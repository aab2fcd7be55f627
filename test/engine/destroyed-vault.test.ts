import assert from "node:assert/strict";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";

const vaultType = "Microsoft.RecoveryServices/vaults";
const containerName = "IaasVMContainer;iaasvmcontainerv2;fleet;web";
const itemType = `${vaultType}/backupFabrics/protectionContainers/protectedItems`;

describeEngine("a locked vault with a replication and backups in it", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("destroyed-vault.ts", {});
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
  });

  after(async () => {
    await engine.close();
  });

  const idsOf = (type: string): string[] => engine.azure.estate.ofType(type).map(({ id }) => id);

  it("is left alone by the next deployment, and found unchanged", async () => {
    assert.equal(idsOf("Microsoft.Authorization/locks").length, 1);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  it("is kept with its backups when it is destroyed without a word of them", async () => {
    const [vaultId = ""] = idsOf(vaultType);
    engine.azure.estate.put({
      id: `${vaultId}/backupFabrics/Azure/protectionContainers/${containerName}/protectedItems/VM;iaasvmcontainerv2;fleet;web`,
      name: "VM;iaasvmcontainerv2;fleet;web",
      type: itemType,
      properties: {
        friendlyName: "web",
        backupManagementType: "AzureIaasVM",
        protectionState: "Protected",
        sourceResourceId: `${vaultId.split("/providers/")[0] ?? ""}/providers/Microsoft.Compute/virtualMachines/web`,
      },
    });
    const { exitCode, stdout, stderr } = await engine.workspace.run([
      "destroy",
      "--yes",
      "--skip-preview",
    ]);
    assert.notEqual(exitCode, 0);
    const told = stdout + stderr;
    assert.ok(told.includes('holds backups of "web", and nothing says what becomes of them'), told);
    assert.ok(!told.includes("ScopeLocked"), told);
    assert.deepEqual(idsOf(vaultType), [vaultId]);
    assert.equal(idsOf(itemType).length, 1);
  });

  it("goes softly with them when that was said and deployed", async () => {
    await engine.workspace.mustRun(["config", "set", "onDestroy", "SoftDeleted"]);
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(engine.azure.estate.all(), []);
  });
});
