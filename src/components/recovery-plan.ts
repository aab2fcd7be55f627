import * as pulumi from "@pulumi/pulumi";
import {
  planNameFindings,
  planVaultFindings,
  planZonesFindings,
  vaultOfFabric,
} from "../azure/recovery-plan-rules";
import { resourceIdFindings } from "../azure/resource-id";
import { ReplicationRecoveryPlan } from "../resources/replication-recovery-plan";
import {
  groupRules,
  groupsOf,
  type RecoveryPlanActionsArgs,
  type RecoveryPlanGroupArgs,
} from "./recovery-plan/groups";
import { judge, mapInput, rule, ruleOn, type Rule } from "./shared/inputs";
import { standsInVaultOf } from "./shared/residents";

export interface RecoveryPlanArgs {
  /** Id of the fabric from which the machines are replicated, for example `sourceFabricId` of a `SiteRecovery`; the plan is made in its vault. Changing it replaces the plan. */
  primaryFabricId: pulumi.Input<string>;
  /** Id of the fabric to which they are replicated, in the same vault; the same one for zones of a region. Changing it replaces the plan. */
  recoveryFabricId: pulumi.Input<string>;
  /** Machines that start together, group after group, each by a key of your own, in the order in which they are written; 1 to 7. Changed in place: another group, machine or action does not make the plan anew. */
  groups: Record<string, RecoveryPlanGroupArgs>;
  /** What is done around the shutdown of the machines. Defaults to `{}`. */
  shutdown?: RecoveryPlanActionsArgs;
  /** What is done around the failover, before the first group starts. Defaults to `{}`. */
  failover?: RecoveryPlanActionsArgs;
  /** Name of the plan in Azure, 3 to 65 letters, digits and hyphens. Defaults to the component's with `-plan`. Changing it replaces the plan. */
  planName?: pulumi.Input<string>;
  /** Zone from which the machines are replicated, where both fabrics are one. Defaults to none. Changing it replaces the plan. */
  primaryZone?: pulumi.Input<string>;
  /** Zone to which they are replicated, where both fabrics are one. Defaults to none. Changing it replaces the plan. */
  recoveryZone?: pulumi.Input<string>;
  /** Whether a plan that is there already is taken over, and its groups changed. Defaults to `false`. Changing it changes nothing in Azure. */
  adopt?: pulumi.Input<boolean>;
}

/**
 * The order in which replicated machines fail over, and what is done in between by runbooks and people.
 * A plan with a machine that is not replicated is refused. Removing it leaves the machines replicated.
 *
 * Source: learn.microsoft.com site-recovery/site-recovery-create-recovery-plans, site-recovery/recovery-plan-overview.
 */
export class RecoveryPlan extends pulumi.ComponentResource {
  /** ARM id of the recovery plan. */
  public readonly recoveryPlanId!: pulumi.Output<string>;
  /** Name of the recovery plan. */
  public readonly planName!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a wrong id, name or word, too many groups or machines, a machine twice, zones between regions, what stands in another vault or subscription. A machine that is not replicated is refused before the plan is made. */
  constructor(name: string, args: RecoveryPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    const verdict = judge(`RecoveryPlan "${name}"`, planRules(args, `${name}-plan`));
    super("azure-evergreen:index:RecoveryPlan", name, args, opts);
    verdict.showWarnings(this);
    standsInVaultOf(args.primaryFabricId, this);

    const { primaryZone, recoveryZone, planName, adopt } = args;
    const primaryFabricId = verdict.gate(args.primaryFabricId);
    const plan = new ReplicationRecoveryPlan(
      `${name}-plan`,
      {
        vaultId: mapInput(primaryFabricId, vaultOfFabric),
        primaryFabricId,
        recoveryFabricId: args.recoveryFabricId,
        groups: groupsOf(args),
        ...(primaryZone !== undefined && { primaryZone }),
        ...(recoveryZone !== undefined && { recoveryZone }),
        ...(planName !== undefined && { planName }),
        ...(adopt !== undefined && { adopt }),
      },
      { parent: this },
    );

    this.recoveryPlanId = plan.id;
    this.planName = plan.planName;
    this.registerOutputs({ recoveryPlanId: this.recoveryPlanId, planName: this.planName });
  }
}

const fabricType = "Microsoft.RecoveryServices/vaults/replicationFabrics";

function planRules(args: RecoveryPlanArgs, defaultName: string): Rule[] {
  const { primaryFabricId, recoveryFabricId, primaryZone, recoveryZone } = args;
  const ends = { primaryFabricId, recoveryFabricId };
  return [
    ...Object.entries(ends).flatMap(([path, given]) =>
      ruleOn(given, (id) => resourceIdFindings(id, path, fabricType)),
    ),
    rule(ends, (known) =>
      planVaultFindings(known.primaryFabricId, [
        { id: known.recoveryFabricId, path: "recoveryFabricId" },
      ]),
    ),
    rule({ ...ends, primaryZone, recoveryZone }, (known) =>
      planZonesFindings(known, "primaryZone"),
    ),
    ...ruleOn(args.planName ?? defaultName, (known) => planNameFindings(known, "planName")),
    ...groupRules(args, primaryFabricId),
  ];
}
