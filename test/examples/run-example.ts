import { join, sep } from "node:path";
import {
  InProcessDeployment,
  SimulatedAzure,
  type DeploymentResult,
  type RoleTemplate,
  type ServicePrincipal,
} from "azure-evergreen/simulator";
import { configuration } from "../../examples/demo/door";

const examplesFolder = join(__dirname, "..", "..", "examples");

/** An example that can be deployed again and again into an Azure of its own. */
export interface ExampleOnAzure {
  readonly azure: SimulatedAzure;
  readonly deployer: ServicePrincipal;
  readonly deploy: () => Promise<DeploymentResult>;
}

/** Prepares an example, by its path in `examples/`, for somebody who holds a role in the subscription. */
export function openExample(example: string, role: string | RoleTemplate): ExampleOnAzure {
  const azure = new SimulatedAzure();
  const deployer = azure.createServicePrincipal("deployer");
  azure.grant({ principalId: deployer.objectId, role });
  const deployment = new InProcessDeployment(azure, {
    principal: deployer,
    project: "fleet",
    configuration,
  });
  return { azure, deployer, deploy: () => deployment.run(() => loadAnew(example)) };
}

/** A program declares its resources while it is loaded, so it is loaded for each deployment. */
function loadAnew(example: string): unknown {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(examplesFolder + sep)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache is keyed by file
      delete require.cache[file];
    }
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be made once
  return require(join(examplesFolder, example));
}
