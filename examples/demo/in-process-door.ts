import {
  InProcessDeployment,
  type ServicePrincipal,
  type SimulatedAzure,
} from "azure-evergreen/simulator";
import { configuration, type Door } from "./door";
import { loadAnew } from "./load-anew";

/** Deploys the fleet in this process: no engine, no server. */
export function openInProcessDoor(
  azure: SimulatedAzure,
  principal: ServicePrincipal,
): Promise<Door> {
  const deployment = new InProcessDeployment(azure, { principal, project: "fleet", configuration });
  return Promise.resolve({
    async deploy() {
      const { resources, failure } = await deployment.run(() => loadAnew("fleet"));
      return {
        resources: resources.map(({ urn, parent, type, name }) => ({ urn, parent, type, name })),
        ...(failure === undefined ? {} : { failure: failure.message }),
      };
    },
    close: () => Promise.resolve(),
  });
}
