import { ReplicationPolicy } from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { parseResourceId } from "../azure/resource-id";
import { replicationPolicyFindings } from "../azure/site-recovery";
import type { ChildOptions } from "./child-options";
import { mapInput, rule, type Rule } from "./inputs";

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
): ReplicationPolicy {
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
