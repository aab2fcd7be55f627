import assert from "node:assert/strict";
import { Clock, SimulatedAzure } from "azure-evergreen/simulator";
import { componentChanges } from "./argument-changes";
import type { Promised } from "./argument-changes/types";
import { instancesOf, type Instance } from "./argument-instances";
import { documentedArguments } from "./documented-arguments";
import { describeEngine, openEngine, type EngineOnAzure } from "./engine";
import { changingSteps, nameOf, type PreviewStep } from "./preview";

const groups: readonly (readonly string[])[] = [
  ["LinuxVirtualMachine", "WindowsVirtualMachine"],
  ["AutomationAccount"],
  ["FeatureRegistration", "LeastPrivilegeRole", "PatchGovernance"],
  ["BackupPolicy", "MaintenanceSchedule"],
  ["RecoveryPlan"],
  ["RecoveryVault"],
  ["ReplicatedVirtualMachine"],
  ["SiteRecovery"],
  ["VirtualMachineBackup"],
];

describe("the changes of arguments", () => {
  it("are tried for every component", () => {
    assert.deepEqual(groups.flat().sort(), Object.keys(componentChanges));
  });

  it("are those that the documentation of every argument promises", () => {
    const tried = Object.entries(componentChanges).map(([component, changes]) => [
      component,
      Object.fromEntries(Object.entries(changes).map(([path, change]) => [path, change.promised])),
    ]);
    assert.deepEqual(Object.fromEntries(tried), documentedArguments());
  });
});

for (const group of groups) {
  describeEngine(`each argument changed on the real engine: ${group.join(", ")}`, () => {
    let engine: EngineOnAzure;

    before(async () => {
      const configuration = {
        "fleet:adminPassword": "Correct-Horse-7-Battery",
        "fleet:components": group.join(","),
      };
      engine = await openEngine("argument-changes.ts", configuration, roomyAzure());
      await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
    });

    after(async () => {
      await engine.close();
    });

    it("does what its documentation promises, in preview", async () => {
      await engine.workspace.mustRun(["config", "set", "changed", "previewed"]);
      const { stdout } = await engine.workspace.mustRun(["preview", "--json"]);
      const steps = changingSteps(stdout);
      const instances = instancesOf(group);
      assert.deepEqual(
        instances.map((instance) => [labelOf(instance), shownBy(stepsOf(instance, steps))]),
        instances.map((instance) => [labelOf(instance), instance.change.promised]),
      );
    });

    it("is carried out, and then nothing is left to change", async () => {
      await engine.workspace.mustRun(["config", "set", "changed", "done"]);
      await engine.workspace.mustRun(["up", "--yes", "--skip-preview"]);
      // azure-native does not wait until a vault is gone.
      engine.azure.clock.advance(60_000);
      const before = engine.azure.estate.version;
      await engine.workspace.mustRun(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
      assert.deepEqual(engine.azure.estate.changes(before), []);
    });

    it("shows no drift, and is gone when it is destroyed", async () => {
      await engine.workspace.mustRun(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
      await engine.workspace.mustRun(["destroy", "--yes", "--skip-preview"]);
      assert.deepEqual(engine.azure.estate.all(), []);
    });
  });
}

/** One region holds an account for each argument. */
function roomyAzure(): SimulatedAzure {
  return new SimulatedAzure({
    clock: new Clock({ speed: 600 }),
    assumptions: { automationAccountsPerRegion: 1000 },
  });
}

function labelOf({ component, argument }: Instance): string {
  return `${component}.${argument}`;
}

/** The steps of an instance's own resources: the component itself holds nothing in Azure. */
function stepsOf({ name }: Instance, steps: readonly PreviewStep[]): PreviewStep[] {
  return steps.filter(({ urn }) => nameOf(urn).startsWith(`${name}-`));
}

/** What steps do, in the words of a promise. */
function shownBy(steps: readonly PreviewStep[]): Promised {
  const ops = new Set(steps.map(({ op }) => op));
  if (ops.size === 0) {
    return "nothing";
  }
  const replaces = [...ops].some((op) => op.includes("replace"));
  return replaces || (ops.has("create") && ops.has("delete")) ? "replaced" : "in place";
}
