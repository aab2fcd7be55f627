import assert from "node:assert/strict";
import { Clock, SimulatedAzure } from "azure-evergreen/simulator";
import {
  describeEngine,
  killBetweenCheckpoints,
  openEngine,
  until,
  type EngineOnAzure,
} from "./engine";
import { changingSteps, typeOf } from "./preview";

const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";
const containerType = `${fabricType}/replicationProtectionContainers`;
const mappingType = `${containerType}/replicationProtectionContainerMappings`;
const password = "Correct-Horse-7-Battery";

describeEngine("every component on the real engine", () => {
  let engine: EngineOnAzure;

  before(async () => {
    engine = await openEngine("every-component.ts", { "fleet:adminPassword": password });
  });

  after(async () => {
    await engine.close();
  });

  it("previews nothing but creations", async () => {
    const { stdout } = await engine.workspace.mustRun(["preview", "--json"]);
    const steps = changingSteps(stdout);
    assert.deepEqual([...new Set(steps.map(({ op }) => op))], ["create"]);
    assert.deepEqual(engine.azure.estate.changes(), []);
  });

  it("comes up", async () => {
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    assert.equal(engine.azure.estate.ofType(mappingType).length, 2);
  });

  it("changes nothing the second time", async () => {
    const before = engine.azure.estate.version;
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("shows no replacement when every component is changed in place", async () => {
    await engine.workspace.mustRun(["config", "set", "fleet:changed", "true"]);
    const { stdout } = await engine.workspace.mustRun(["preview", "--json"]);
    const steps = changingSteps(stdout);
    assert.deepEqual([...new Set(steps.map(({ op }) => op))], ["update"]);
    assert.deepEqual([...new Set(steps.map(({ urn }) => typeOf(urn)))].sort(), [
      "azure-evergreen:index:AutomationAccount",
      "azure-evergreen:index:LeastPrivilegeRole",
      "azure-evergreen:index:LinuxVirtualMachine",
      "azure-evergreen:index:MaintenanceSchedule",
      "azure-evergreen:index:RecoveryVault",
      "azure-evergreen:index:SiteRecovery",
      "azure-evergreen:index:WindowsVirtualMachine",
      "azure-native:authorization:RoleDefinition",
      "azure-native:automation:AutomationAccount",
      "azure-native:compute:VirtualMachine",
      "azure-native:compute:VirtualMachineExtension",
      "azure-native:maintenance:MaintenanceConfiguration",
      "azure-native:network:NetworkInterface",
      "azure-native:recoveryservices:ReplicationPolicy",
      "azure-native:recoveryservices:Vault",
      "azure-native:storage:StorageAccount",
    ]);
  });

  it("changes in place, and then nothing more", async () => {
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    const before = engine.azure.estate.version;
    await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(engine.azure.estate.changes(before), []);
  });

  it("finds nothing to refresh", async () => {
    await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  });

  it("keeps no secret in clear in the state", async () => {
    const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
    assert.equal(stdout.includes(password), false);
  });

  it("imports a mapping by its id in any casing", async () => {
    const { stdout } = await engine.workspace.mustRun(["stack", "output", "mappingId"]);
    const id = stdout.trim().replace("/subscriptions/", "/Subscriptions/");
    await engine.workspace.mustRun([
      "import",
      "azure-evergreen:index:ReplicationProtectionContainerMapping",
      "imported",
      id,
      "--yes",
      "--protect=false",
      "--generate-code=false",
    ]);
    const { stdout: exported } = await engine.workspace.mustRun(["stack", "export"]);
    const state = JSON.parse(exported) as {
      deployment: { resources: { urn: string; inputs?: Record<string, unknown> }[] };
    };
    const imported = state.deployment.resources.find(({ urn }) => urn.endsWith("::imported"));
    assert.deepEqual(imported?.inputs?.agentAutoUpdate, {
      status: "Enabled",
      automationAccountId: engine.azure.estate.ofType("Microsoft.Automation/automationAccounts")[0]
        ?.id,
      authenticationType: "SystemAssignedIdentity",
    });
    assert.ok(imported);
    await engine.workspace.mustRun(["state", "delete", imported.urn, "--yes"]);
  });

  it("is destroyed without a trace but the feature's registration, from the inside out", async () => {
    const before = engine.azure.estate.version;
    await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
    const deleted = engine.azure.estate.changes(before).filter(({ kind }) => kind === "delete");
    const within = (outer: string, inner: string): boolean => inner.startsWith(`${outer}/`);
    assert.deepEqual(
      deleted.filter(({ id }, i) => deleted.slice(i).some((later) => within(id, later.id))),
      [],
    );
    // A mapping holds the container that it leads to as well.
    const lastMapping = deleted.findLastIndex(({ type }) => type === mappingType);
    assert.ok(lastMapping >= 0);
    assert.ok(lastMapping < deleted.findIndex(({ type }) => type === containerType));
    // The identity that updates agents keeps its right as long as there is a mapping that it serves.
    const right = /\/vaults\/[^/]+\/providers\/Microsoft\.Authorization\/roleAssignments\//;
    assert.ok(deleted.findIndex(({ id }) => right.test(id)) > lastMapping);
    assert.deepEqual(
      engine.azure.estate.all().map(({ id }) => id),
      [],
    );
    const { stdout } = await engine.workspace.mustRun(["stack", "export"]);
    const state = JSON.parse(stdout) as { deployment: { resources?: unknown[] } };
    assert.deepEqual(state.deployment.resources ?? [], []);
  });
});

describeEngine("an up that is killed while our provider works", () => {
  const wanted: readonly (readonly [string, number])[] = [
    [fabricType, 2],
    [containerType, 2],
    [mappingType, 1],
  ];
  for (const [type, count] of wanted) {
    it(`is taken up again by the next: ${type.split("/").at(-1) ?? ""}`, async () => {
      const engine = await openEngine("replication.ts", {}, slowAzure(), {
        savesEachStep: true,
      });
      try {
        const { azure, workspace } = engine;
        const running = workspace.start(["up", "--yes", "--skip-preview"]);
        await until(running, () =>
          azure.recorded().some(({ action }) => action === `${type}/write`),
        );
        const { exitCode } = await killBetweenCheckpoints(workspace, running);
        assert.equal(exitCode, null);
        // Azure was still at work.
        assert.ok(azure.estate.ofType(type).length < count);
        // The engine's own lock stays behind.
        await workspace.mustRun(["cancel", "--yes"]);

        await workspace.mustRun(["up", "--yes", "--skip-preview"]);
        const before = azure.estate.version;
        await workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
        assert.deepEqual(azure.estate.changes(before), []);
        assert.deepEqual(
          wanted.map(([each]) => [each, azure.estate.ofType(each).length]),
          wanted,
        );
        await workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
        assert.deepEqual(azure.estate.all(), []);
      } finally {
        await engine.close();
      }
    });
  }
});

/** Slow enough that Azure is still at work when the engine dies. */
function slowAzure(): SimulatedAzure {
  return new SimulatedAzure({ clock: new Clock({ speed: 60 }) });
}
