import {
  ReplicationNetworkMapping,
  ReplicationPolicy,
} from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { parseResourceId } from "../../azure/resource-id";
import { replicationPolicyFindings } from "../../azure/site-recovery";
import type { ReplicationFabric } from "../../resources/replication-fabric";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, type Rule } from "../shared/inputs";
import type { Sides } from "./replication-sides";

/** Which recovery points are kept. Times are in minutes. */
export interface SiteRecoveryReplicationPolicyArgs {
  /** How long recovery points are kept, up to 21600 (15 days). Defaults to `1440`. */
  recoveryPointRetentionInMinutes?: pulumi.Input<number>;
  /** How often a recovery point consistent for applications is made; `0` for never. Defaults to `240`. */
  appConsistentFrequencyInMinutes?: pulumi.Input<number>;
  /** How often a crash-consistent recovery point is made. Defaults to `5`, which the service makes of any other. */
  crashConsistentFrequencyInMinutes?: pulumi.Input<number>;
  /** Whether machines can be put into groups with common recovery points. Defaults to `true`. */
  multiVmConsistencyEnabled?: pulumi.Input<boolean>;
}

export function replicationPolicyRules(args: SiteRecoveryReplicationPolicyArgs): Rule[] {
  return [rule(timesOf(args), (times) => replicationPolicyFindings(times, "replicationPolicy"))];
}

export function makeReplicationPolicy(
  name: string,
  args: SiteRecoveryReplicationPolicyArgs,
  vaultId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.CustomResource {
  const times = timesOf(args);
  return new ReplicationPolicy(
    name,
    {
      resourceGroupName: mapInput(vaultId, (id) => parseResourceId(id).resourceGroupName ?? ""),
      resourceName: mapInput(vaultId, (id) => parseResourceId(id).name),
      policyName: name,
      properties: {
        providerSpecificInput: {
          instanceType: "A2A",
          recoveryPointHistory: times.recoveryPointRetentionInMinutes,
          appConsistentFrequencyInMinutes: times.appConsistentFrequencyInMinutes,
          crashConsistentFrequencyInMinutes: times.crashConsistentFrequencyInMinutes,
          multiVmSyncStatus: mapInput(args.multiVmConsistencyEnabled ?? true, (enabled) =>
            enabled ? "Enable" : "Disable",
          ),
        },
      },
    },
    opts,
  );
}

function timesOf(args: SiteRecoveryReplicationPolicyArgs) {
  return {
    recoveryPointRetentionInMinutes: args.recoveryPointRetentionInMinutes ?? 1440,
    appConsistentFrequencyInMinutes: args.appConsistentFrequencyInMinutes ?? 240,
    crashConsistentFrequencyInMinutes: args.crashConsistentFrequencyInMinutes ?? 5,
  };
}

/** Two virtual networks that stand for each other. */
export interface SiteRecoveryNetworkMappingArgs {
  /** Id of the virtual network in the source region. It can be changed in place. */
  sourceNetworkId: pulumi.Input<string>;
  /** Id of the virtual network in the target region. It can be changed in place. */
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
function mapNetwork(name: string, from: End, to: End, opts: ChildOptions): void {
  // The id of a fabric is known in every preview, its name is not.
  const fabric = from.fabric.id.apply((id) => parseResourceId(id));
  new ReplicationNetworkMapping(
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
