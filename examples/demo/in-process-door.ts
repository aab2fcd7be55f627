import { join, sep } from "node:path";
import {
  InProcessDeployment,
  type ServicePrincipal,
  type SimulatedAzure,
} from "azure-evergreen/simulator";
import { configuration, type Door } from "./door";

const fleetFolder = join(__dirname, "..", "fleet");

/** Deploys the fleet in this process: no engine, no server. */
export function openInProcessDoor(
  azure: SimulatedAzure,
  principal: ServicePrincipal,
): Promise<Door> {
  const deployment = new InProcessDeployment(azure, { principal, project: "fleet", configuration });
  return Promise.resolve({
    async deploy() {
      const { resources, failure } = await deployment.run(loadFleet);
      return {
        resources: resources.map(({ urn, parent, type, name }) => ({ urn, parent, type, name })),
        ...(failure === undefined ? {} : { failure: failure.message }),
      };
    },
    close: () => Promise.resolve(),
  });
}

/** Loads the program anew, as every `pulumi up` does: it declares its resources while it is loaded. */
function loadFleet(): unknown {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(fleetFolder + sep)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache is keyed by file
      delete require.cache[file];
    }
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be made once
  return require(fleetFolder);
}
