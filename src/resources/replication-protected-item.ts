import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";
import type {
  ReplicationProtectedItemSettings,
  ReplicationProtectedItemSettingsState,
} from "./replication-protected-item-settings";

export interface ReplicationProtectedItemArgs {
  /** Id of the container in which the machine is. Changing this replaces the item. */
  protectionContainerId: pulumi.Input<string>;
  /** Id of the virtual machine. Changing this replaces the item. */
  virtualMachineId: pulumi.Input<string>;
  /** Id of the container to which it is replicated, in the same vault. Changing this replaces the item. */
  targetProtectionContainerId: pulumi.Input<string>;
  /** Id of the replication policy, in the same vault. Changing this replaces the item. */
  policyId: pulumi.Input<string>;
  /** Name of the item in Azure. Defaults to the resource's own name. Changing this replaces the item. */
  itemName?: pulumi.Input<string>;
  /** The disks that are replicated and the machine that a failover makes. Changed in place, but for what says otherwise. */
  settings: pulumi.Input<ReplicationProtectedItemSettings>;
  /**
   * How long the initial replication is waited for, in whole minutes from 1. When the time is over the
   * replication goes on in Azure, and the next deployment waits again. Defaults to 180.
   */
  waitInMinutes?: pulumi.Input<number>;
  /**
   * Whether deletion purges: Site Recovery forgets the item, and leaves the agent on the machine and the
   * replica disks where they are. For an item that cannot be disabled. Defaults to `false`.
   */
  purgeOnDelete?: pulumi.Input<boolean>;
  /** Whether a change may replace the item, which replicates the machine anew. Defaults to `false`. */
  reReplicationAllowed?: pulumi.Input<boolean>;
  /** Whether an item that is there already is taken over, and its settings changed. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
}

/**
 * A virtual machine that Site Recovery replicates from one Azure region or zone to another (A2A).
 *
 * It is enabled (PUT), waited for until the machine is protected, and only then given the settings that
 * Azure does not take before (PATCH). Settings are changed in place and never replicate the machine anew.
 * While the machine is failed over they are refused, and nothing else is changed.
 *
 * It is removed in order (POST `/remove`), which disables replication and leaves the machine as it is.
 * A replacement deletes first.
 */
export class ReplicationProtectedItem extends pulumi.CustomResource {
  /** Id of the container in which the machine is. */
  declare readonly protectionContainerId: pulumi.Output<string>;
  /** Id of the virtual machine. */
  declare readonly virtualMachineId: pulumi.Output<string>;
  /** Id of the container to which it is replicated. */
  declare readonly targetProtectionContainerId: pulumi.Output<string>;
  /** Id of the replication policy. */
  declare readonly policyId: pulumi.Output<string>;
  /** Name of the item in Azure. */
  declare readonly itemName: pulumi.Output<string>;
  /** The settings as Azure holds them. */
  declare readonly settings: pulumi.Output<ReplicationProtectedItemSettingsState>;
  /** Azure's word for the state: `Protected` when the machine can be failed over. */
  declare readonly protectionState: pulumi.Output<string>;
  /** Where the machine runs that users work with: `Primary` or `Recovery`. */
  declare readonly activeLocation: pulumi.Output<string>;
  /** Azure's word for the health of the replication: `Normal`, `Warning` or `Critical`. */
  declare readonly replicationHealth: pulumi.Output<string>;
  /** Version of the mobility agent on the machine; empty when Azure tells none. */
  declare readonly agentVersion: pulumi.Output<string>;
  /** Whether a newer mobility agent is to be installed. */
  declare readonly agentUpdateRequired: pulumi.Output<boolean>;
  /** When the mobility agent expires, in ISO 8601; empty when Azure tells no time. */
  declare readonly agentExpiryDate: pulumi.Output<string>;
  /** Id of the machine that a failover made; empty before. */
  declare readonly recoveryVirtualMachineId: pulumi.Output<string>;

  constructor(
    name: string,
    args: ReplicationProtectedItemArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const outputs = {
      protectionContainerId: undefined,
      virtualMachineId: undefined,
      targetProtectionContainerId: undefined,
      policyId: undefined,
      itemName: undefined,
      settings: undefined,
      protectionState: undefined,
      activeLocation: undefined,
      replicationHealth: undefined,
      agentVersion: undefined,
      agentUpdateRequired: undefined,
      agentExpiryDate: undefined,
      recoveryVirtualMachineId: undefined,
    };
    super(
      "azure-evergreen:index:ReplicationProtectedItem",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a protected item without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): ReplicationProtectedItem {
    const args = {} as ReplicationProtectedItemArgs;
    return new ReplicationProtectedItem(name, args, { ...opts, id });
  }
}
