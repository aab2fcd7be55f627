import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";
import type {
  ReplicationRecoveryPlanGroup,
  ReplicationRecoveryPlanGroupState,
} from "./replication-recovery-plan-groups";

export interface ReplicationRecoveryPlanArgs {
  /** Id of the Recovery Services vault. Changing this replaces the plan. */
  vaultId: pulumi.Input<string>;
  /** Id of the fabric from which the machines are replicated. Changing this replaces the plan. */
  primaryFabricId: pulumi.Input<string>;
  /** Id of the fabric to which they are replicated; the same one for zones of a region. Changing this replaces the plan. */
  recoveryFabricId: pulumi.Input<string>;
  /** Zone from which the machines are replicated, inside one region. Defaults to none. Changing this replaces the plan. */
  primaryZone?: pulumi.Input<string>;
  /** Zone to which they are replicated. Defaults to none. Changing this replaces the plan. */
  recoveryZone?: pulumi.Input<string>;
  /** Name of the plan in Azure. Defaults to the resource's own name. Changing this replaces the plan. */
  planName?: pulumi.Input<string>;
  /** Groups in the order in which they are done, at least one of the type `Boot`. Changed in place. */
  groups: pulumi.Input<pulumi.Input<ReplicationRecoveryPlanGroup>[]>;
  /** Whether a plan that is there already is taken over, and its groups changed. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
}

/**
 * A plan of Site Recovery (A2A): the order in which replicated machines fail over, and what is done in
 * between. azure-native sends all of a plan at each change, where Azure has a change of the groups alone
 * (PATCH), and shows no drift.
 *
 * Before anything is sent the machines are looked for in the vault: one that is not replicated between
 * the plan's fabrics is refused. Removing the plan leaves its machines replicated.
 */
export class ReplicationRecoveryPlan extends pulumi.CustomResource {
  /** Id of the Recovery Services vault. */
  declare readonly vaultId: pulumi.Output<string>;
  /** Id of the fabric from which the machines are replicated. */
  declare readonly primaryFabricId: pulumi.Output<string>;
  /** Id of the fabric to which they are replicated. */
  declare readonly recoveryFabricId: pulumi.Output<string>;
  /** Zone from which the machines are replicated; left out between regions. */
  declare readonly primaryZone: pulumi.Output<string | undefined>;
  /** Zone to which they are replicated; left out between regions. */
  declare readonly recoveryZone: pulumi.Output<string | undefined>;
  /** Name of the plan in Azure. */
  declare readonly planName: pulumi.Output<string>;
  /** Groups as Azure holds them: those of the types `Shutdown` and `Failover` first. */
  declare readonly groups: pulumi.Output<ReplicationRecoveryPlanGroupState[]>;

  constructor(
    name: string,
    args: ReplicationRecoveryPlanArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const outputs = {
      vaultId: undefined,
      primaryFabricId: undefined,
      recoveryFabricId: undefined,
      primaryZone: undefined,
      recoveryZone: undefined,
      planName: undefined,
      groups: undefined,
    };
    super(
      "azure-evergreen:index:ReplicationRecoveryPlan",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a plan without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): ReplicationRecoveryPlan {
    const args = {} as ReplicationRecoveryPlanArgs;
    return new ReplicationRecoveryPlan(name, args, { ...opts, id });
  }
}
