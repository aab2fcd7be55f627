import { join } from "node:path";
import {
  Clock,
  EngineWorkspace,
  minimumPulumiVersion,
  pulumiVersion,
  SimulatedAzure,
} from "azure-evergreen/simulator";

/** A program on the real engine, deployed into a simulated Azure of its own. */
export interface EngineOnAzure {
  readonly azure: SimulatedAzure;
  readonly workspace: EngineWorkspace;
  close(): Promise<void>;
}

/** Describes tests that need the engine; where there is none they are skipped with a plain line. */
export function describeEngine(title: string, body: () => void): void {
  if (pulumiVersion() === undefined) {
    const missing = `no pulumi command of version ${minimumPulumiVersion} or later on the PATH`;
    describe(title, () => {
      it(`skipped: ${missing}`, function () {
        console.log(`      skipped: ${missing}`);
        this.skip();
      });
    });
    return;
  }
  describe(title, function () {
    this.timeout(300_000);
    body();
  });
}

/**
 * Opens a program of `test/engine/programs`, signed in by the environment as an owner of the
 * subscription. `azure` defaults to one whose time runs 600 times as fast as ours.
 */
export async function openEngine(
  program: string,
  configuration: Readonly<Record<string, string>>,
  azure = new SimulatedAzure({ clock: new Clock({ speed: 600 }) }),
): Promise<EngineOnAzure> {
  const owner = azure.createServicePrincipal("owner");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  const served = await azure.serve();
  try {
    const workspace = await EngineWorkspace.open({
      program: join(__dirname, "programs", program),
      environment: (folder) => served.environment(owner, folder),
      configuration,
    });
    return {
      azure,
      workspace,
      close: async () => {
        workspace.close();
        await served.close();
      },
    };
  } catch (error) {
    await served.close();
    throw error;
  }
}

/** Looks again and again until something has come. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
