import { join } from "node:path";
import { configuration } from "../examples/demo/door";
import { loadAnew } from "../examples/demo/load-anew";
import { fleetSizes, type FleetSize } from "../examples/fleet/deployer-role";
import { InProcessDeployment, SimulatedAzure } from "../src/simulator";

/** Where the example fleet reads its deployers' actions. */
export const fleetRolesFile = join(__dirname, "..", "examples", "fleet", "deployer-actions.json");

/** What each size of the example fleet asks the simulated Azure for when it is deployed, twice. */
export async function fleetRoles(): Promise<string> {
  const actions: Partial<Record<FleetSize, readonly string[]>> = {};
  for (const size of fleetSizes) {
    actions[size] = await actionsOf(size);
  }
  return `${JSON.stringify(actions, undefined, 2)}\n`;
}

async function actionsOf(size: FleetSize): Promise<readonly string[]> {
  const azure = new SimulatedAzure();
  const deployer = azure.createServicePrincipal("deployer");
  azure.grant({ principalId: deployer.objectId, role: "Owner" });
  const deployment = new InProcessDeployment(azure, {
    principal: deployer,
    project: "fleet",
    configuration: { ...configuration, "fleet:size": size },
  });
  for (let run = 0; run < 2; run += 1) {
    const { failure } = await deployment.run(() => loadAnew("fleet"));
    if (failure !== undefined) {
      throw failure;
    }
  }
  const used = azure.recorded(deployer.objectId).map(({ action }) => action);
  return [...new Set(used)].sort();
}
