import type * as pulumi from "@pulumi/pulumi";

/** What is done before or after a group: a runbook is run, or a person does something. */
export interface ReplicationRecoveryPlanAction {
  /** Name of the action. */
  name: pulumi.Input<string>;
  /** Operations for which it is meant, for example `TestFailover`, `PlannedFailover`, `UnplannedFailover`. */
  failoverTypes: pulumi.Input<pulumi.Input<string>[]>;
  /** `PrimaryToRecovery` and `RecoveryToPrimary`. */
  failoverDirections: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of the runbook, in the vault's subscription. Left out, it is a manual action. */
  runbookId?: pulumi.Input<string>;
  /** `Primary` or `Recovery`; needed with a runbook. */
  fabricLocation?: pulumi.Input<string>;
  /** How long the runbook may take, as an ISO 8601 duration such as `PT30M`. Left out, Azure decides. */
  timeout?: pulumi.Input<string>;
  /** What is to be done, of a manual action. */
  description?: pulumi.Input<string>;
}

/** Machines that start together, and what is done around them. */
export interface ReplicationRecoveryPlanGroup {
  /** `Boot`, or `Shutdown` or `Failover`, which hold actions alone. */
  type: pulumi.Input<string>;
  /** Ids of the protected items. Defaults to none. */
  protectedItemIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** What is done before, in this order. Defaults to nothing. */
  before?: pulumi.Input<pulumi.Input<ReplicationRecoveryPlanAction>[]>;
  /** What is done after, in this order. Defaults to nothing. */
  after?: pulumi.Input<pulumi.Input<ReplicationRecoveryPlanAction>[]>;
}

/** An action as Azure holds it. */
export interface ReplicationRecoveryPlanActionState {
  /** Name of the action. */
  name: string;
  /** Operations for which it is meant. */
  failoverTypes: string[];
  /** Directions for which it is meant. */
  failoverDirections: string[];
  /** Id of the runbook. */
  runbookId?: string;
  /** `Primary` or `Recovery`. */
  fabricLocation?: string;
  /** How long the runbook may take. */
  timeout?: string;
  /** What is to be done. */
  description?: string;
  /** Path of a script, of a plan that was made elsewhere. */
  scriptPath?: string;
}

/** A group as Azure holds it. */
export interface ReplicationRecoveryPlanGroupState {
  /** `Shutdown`, `Failover` or `Boot`. */
  type: string;
  /** Ids of the protected items. */
  protectedItemIds: string[];
  /** What is done before. */
  before: ReplicationRecoveryPlanActionState[];
  /** What is done after. */
  after: ReplicationRecoveryPlanActionState[];
}
