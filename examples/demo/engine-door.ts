import { join } from "node:path";
import {
  EngineWorkspace,
  type ServicePrincipal,
  type SimulatedAzure,
} from "azure-evergreen/simulator";
import { configuration, type Door } from "./door";
import type { TreeEntry } from "./report";

/** What `pulumi stack export` says of a resource. */
interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
}

/** Deploys the fleet with the real engine, whose providers reach the simulated Azure over HTTPS. */
export async function openEngineDoor(
  azure: SimulatedAzure,
  principal: ServicePrincipal,
): Promise<Door> {
  const served = await azure.serve();
  const workspace = await EngineWorkspace.open({
    program: join(__dirname, "..", "fleet", "index.ts"),
    environment: (folder) => served.environment(principal, folder),
    configuration,
  });
  return {
    async deploy() {
      const run = await workspace.run(["up", "--yes", "--skip-preview"]);
      const exported = await workspace.mustRun(["stack", "export"]);
      const resources = exportedResources(exported.stdout);
      return run.exitCode === 0
        ? { resources }
        : { resources, failure: diagnosticsOf(run.stdout + run.stderr) };
    },
    async close() {
      workspace.close();
      await served.close();
    },
  };
}

function exportedResources(text: string): TreeEntry[] {
  const state = JSON.parse(text) as {
    readonly deployment: { readonly resources?: readonly ExportedResource[] };
  };
  return (state.deployment.resources ?? [])
    .filter(({ type }) => !type.startsWith("pulumi:providers:"))
    .map(({ urn, type, parent }) => ({
      urn,
      type,
      parent,
      name: urn.slice(urn.lastIndexOf("::") + 2),
    }));
}

/** The part of the engine's output that says what went wrong. */
function diagnosticsOf(output: string): string {
  const start = output.indexOf("Diagnostics:");
  const end = output.indexOf("\nResources:", start);
  return output.slice(Math.max(start, 0), end === -1 ? undefined : end).trim();
}
