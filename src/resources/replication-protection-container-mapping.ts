import * as pulumi from "@pulumi/pulumi";
import { noteDeclaredMapping } from "./declared-mappings";
import { withDefaultProvider } from "./default-provider";

/** Whether Site Recovery keeps the mobility agents of the mapping's machines up to date. */
export interface ReplicationProtectionContainerMappingAgentAutoUpdate {
  /** `Enabled` or `Disabled`. */
  status: pulumi.Input<string>;
  /**
   * Id of the automation account that does the updates, in the vault's subscription and the same for
   * the whole vault. Needed with `Enabled`, left out of the request with `Disabled`.
   */
  automationAccountId?: pulumi.Input<string>;
  /**
   * How Site Recovery signs in to the account: `SystemAssignedIdentity`, or `RunAsAccount`, which was
   * retired on 30 September 2023. Defaults to `SystemAssignedIdentity`; always sent, because the
   * service's own default is the retired one. Source: Site Recovery API,
   * `A2AUpdateContainerMappingInput`.
   */
  authenticationType?: pulumi.Input<string>;
}

export interface ReplicationProtectionContainerMappingArgs {
  /** Id of the container whose machines are replicated. Changing this replaces the mapping. */
  protectionContainerId: pulumi.Input<string>;
  /** Id of the container to which they are replicated, in the same vault. Changing this replaces the mapping. */
  targetProtectionContainerId: pulumi.Input<string>;
  /** Id of the replication policy, in the same vault. Changing this replaces the mapping. */
  policyId: pulumi.Input<string>;
  /** Name of the mapping in Azure. Defaults to the resource's own name. Changing this replaces the mapping. */
  mappingName?: pulumi.Input<string>;
  /** Agent auto-update. Defaults to `Disabled`. The one part that is changed in place. */
  agentAutoUpdate?: pulumi.Input<ReplicationProtectionContainerMappingAgentAutoUpdate>;
  /** Whether a change may replace the mapping although machines are replicated by it. Defaults to `false`. */
  reReplicationAllowed?: pulumi.Input<boolean>;
  /** Whether a mapping that is there already is taken over, and its agent auto-update changed. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
}

/** Agent auto-update as Azure holds it. */
export interface ReplicationProtectionContainerMappingAgentAutoUpdateState {
  /** `Enabled` or `Disabled`. */
  status: string;
  /** Id of the automation account; left out when Azure holds none. */
  automationAccountId?: string;
  /** `SystemAssignedIdentity` or `RunAsAccount`; left out when Azure holds none. */
  authenticationType?: string;
}

/**
 * A mapping from one protection container to another (A2A): how the machines of the first are
 * replicated to the second, and who updates their agents.
 *
 * With agent auto-update, what stands in Azure is judged before anything is sent: the account has a
 * system-assigned identity, it is the only one that the vault uses, and the vault has no private
 * endpoints. Site Recovery makes the schedule in the automation account itself: do not declare it.
 *
 * It is removed in order (POST `/remove`), which Azure refuses while machines are replicated by it,
 * and never purged. A replacement deletes first.
 */
export class ReplicationProtectionContainerMapping extends pulumi.CustomResource {
  /** Id of the container whose machines are replicated. */
  declare readonly protectionContainerId: pulumi.Output<string>;
  /** Id of the container to which they are replicated. */
  declare readonly targetProtectionContainerId: pulumi.Output<string>;
  /** Id of the replication policy. */
  declare readonly policyId: pulumi.Output<string>;
  /** Name of the mapping in Azure. */
  declare readonly mappingName: pulumi.Output<string>;
  /** Agent auto-update as Azure holds it. */
  declare readonly agentAutoUpdate: pulumi.Output<ReplicationProtectionContainerMappingAgentAutoUpdateState>;
  /** Azure's word for the mapping's state: `Paired` when machines can be replicated by it. */
  declare readonly state: pulumi.Output<string>;
  /** Azure's word for the mapping's health, for example `Normal`; empty when it gives none. */
  declare readonly health: pulumi.Output<string>;
  /** Name of the schedule that Site Recovery made in the automation account; empty without agent auto-update. */
  declare readonly scheduleName: pulumi.Output<string>;
  /** Name of the job schedule that Site Recovery made there; empty without agent auto-update. */
  declare readonly jobScheduleName: pulumi.Output<string>;

  constructor(
    name: string,
    args: ReplicationProtectionContainerMappingArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const outputs = {
      protectionContainerId: undefined,
      targetProtectionContainerId: undefined,
      policyId: undefined,
      mappingName: undefined,
      agentAutoUpdate: undefined,
      state: undefined,
      health: undefined,
      scheduleName: undefined,
      jobScheduleName: undefined,
    };
    super(
      "azure-evergreen:index:ReplicationProtectionContainerMapping",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
    if (opts?.id === undefined) {
      noteDeclaredMapping(this);
    }
  }

  /** Reads a mapping without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): ReplicationProtectionContainerMapping {
    const args = {} as ReplicationProtectionContainerMappingArgs;
    return new ReplicationProtectionContainerMapping(name, args, { ...opts, id });
  }
}
