import assert from "node:assert/strict";
import { Clock, SimulatedAzure } from "azure-evergreen/simulator";
import { packPfx } from "../../../src/provider/pfx";
import { selfSignedCertificate } from "../../../src/provider/self-signed-certificate";
import { instancesOf, type Instance } from "../argument-instances";
import { describeEngine, openEngine, type EngineOnAzure } from "../engine";
import { changingSteps, nameOf, type PreviewStep } from "../preview";
import type { Promised } from "./types";

/** Changes each argument of some components on the real engine: in a preview, then all that can be carried out. */
export function changeArgumentsOf(group: readonly string[]): void {
  describeEngine(`each argument changed on the real engine: ${group.join(", ")}`, () => {
    let engine: EngineOnAzure;

    before(async () => {
      const configuration = {
        "fleet:adminPassword": "Correct-Horse-7-Battery",
        "fleet:components": group.join(","),
        ...(group.includes("RunAsAccount") && (await ownCertificates())),
      };
      engine = await openEngine("argument-changes.ts", configuration, roomyAzure());
      engine.azure.grantGraph(engine.owner.objectId, "Application.ReadWrite.OwnedBy");
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

/** Certificates of one's own, which no program can make again. */
async function ownCertificates(): Promise<Readonly<Record<string, string>>> {
  const period = {
    startsAt: new Date("2026-01-01T00:00:00Z"),
    endsAt: new Date("2076-01-01T00:00:00Z"),
  };
  const made = async (commonName: string): Promise<string> =>
    packPfx(await selfSignedCertificate({ commonName, ...period }));
  return { "fleet:pfx": await made("first"), "fleet:otherPfx": await made("second") };
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
