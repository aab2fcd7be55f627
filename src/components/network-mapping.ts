import { ReplicationNetworkMapping } from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { parseResourceId } from "../azure/resource-id";
import type { ReplicationFabric } from "../resources/replication-fabric";
import type { ChildOptions } from "./child-options";
import type { Sides } from "./replication-sides";

/** Two virtual networks that stand for each other. */
export interface SiteRecoveryNetworkMappingArgs {
  /** Id of the virtual network in the source region. Changing it replaces the mappings. */
  sourceNetworkId: pulumi.Input<string>;
  /** Id of the virtual network in the target region. */
  targetNetworkId: pulumi.Input<string>;
}

/** Maps each pair of networks both ways, so that machines also find home. */
export function mapNetworks(
  name: string,
  pairs: Readonly<Record<string, SiteRecoveryNetworkMappingArgs>>,
  { source, target }: Sides,
  opts: ChildOptions,
): void {
  for (const [key, { sourceNetworkId, targetNetworkId }] of Object.entries(pairs)) {
    const from = { fabric: source.fabric, networkId: sourceNetworkId };
    const to = { fabric: target.fabric, networkId: targetNetworkId };
    mapNetwork(`${name}-network-${key}`, from, to, opts);
    mapNetwork(`${name}-network-${key}-back`, to, from, opts);
  }
}

interface End {
  readonly fabric: ReplicationFabric;
  readonly networkId: pulumi.Input<string>;
}

/** Says into which network the machines of another one fail over. */
function mapNetwork(
  name: string,
  from: End,
  to: End,
  opts: ChildOptions,
): ReplicationNetworkMapping {
  // The id of a fabric is known in every preview, its name is not.
  const fabric = from.fabric.id.apply((id) => parseResourceId(id));
  return new ReplicationNetworkMapping(
    name,
    {
      resourceGroupName: fabric.apply(({ resourceGroupName }) => resourceGroupName ?? ""),
      resourceName: fabric.apply(({ names }) => names[0] ?? ""),
      fabricName: fabric.apply((id) => id.name),
      // The one network of every Azure fabric.
      networkName: "azureNetwork",
      networkMappingName: name,
      properties: {
        recoveryFabricName: to.fabric.id.apply((id) => parseResourceId(id).name),
        recoveryNetworkId: to.networkId,
        fabricSpecificDetails: { instanceType: "AzureToAzure", primaryNetworkId: from.networkId },
      },
    },
    opts,
  );
}
