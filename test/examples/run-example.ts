import {
  InProcessDeployment,
  SimulatedAzure,
  type DeploymentResult,
  type RoleTemplate,
  type ServicePrincipal,
} from "azure-evergreen/simulator";
import { configuration } from "../../examples/demo/door";
import { loadAnew } from "../../examples/demo/load-anew";

/** An example that can be deployed again and again into an Azure of its own. */
export interface ExampleOnAzure {
  readonly azure: SimulatedAzure;
  readonly deployer: ServicePrincipal;
  readonly deploy: () => Promise<DeploymentResult>;
}

/** Prepares an example, by its path in `examples/`, for somebody who holds a role in the subscription. */
export function openExample(
  example: string,
  role: string | RoleTemplate,
  furtherConfiguration: Readonly<Record<string, string>> = {},
): ExampleOnAzure {
  const azure = new SimulatedAzure();
  const deployer = azure.createServicePrincipal("deployer");
  azure.grant({ principalId: deployer.objectId, role });
  azure.grantGraph(deployer.objectId, "Application.ReadWrite.OwnedBy");
  const deployment = new InProcessDeployment(azure, {
    principal: deployer,
    project: "fleet",
    configuration: { ...configuration, ...furtherConfiguration },
  });
  return { azure, deployer, deploy: () => deployment.run(() => loadAnew(example)) };
}
