import * as pulumi from "@pulumi/pulumi";
import { regionFindings, zoneFindings } from "../azure/regions";
import { resourceIdFindings } from "../azure/resource-id";
import { replicationRegionFindings, vaultRegionFindings } from "../azure/site-recovery";
import { vaultIdentityFindings } from "../azure/vault";
import {
  AgentAutoUpdateMode,
  agentUpdaterOf,
  agentUpdaterRules,
  type SiteRecoveryAgentAutoUpdateArgs,
} from "./site-recovery/agent-updater";
import { explicitProviderFindings } from "./shared/argument-rules";
import {
  cacheDiagnostics,
  makeCacheStorage,
  type SiteRecoveryCacheStorageArgs,
} from "./site-recovery/cache-storage";
import { diagnosticSettingRules } from "./shared/diagnostics";
import { principalIdOf, readVault } from "./shared/identity";
import { judge, rule, ruleOn, type Rule } from "./shared/inputs";
import {
  makeReplicationPolicy,
  mapNetworks,
  replicationPolicyRules,
  type SiteRecoveryNetworkMappingArgs,
  type SiteRecoveryReplicationPolicyArgs,
} from "./site-recovery/replication-settings";
import { makeSides, mapContainers } from "./site-recovery/replication-sides";
import { namesInVault, standsIn } from "./shared/residents";
import { shareOf } from "./site-recovery/vault-share";

export interface SiteRecoveryArgs {
  /** Id of the Recovery Services vault. Between regions it must not stand in the source region. Changing it replaces everything. */
  vaultId: pulumi.Input<string>;
  /** Azure region whose machines are replicated. Changing it replaces everything in that region. */
  sourceRegion: pulumi.Input<string>;
  /** Azure region to which they are replicated. Left out for replication between two zones of the source region. Changing it replaces everything in that region. */
  targetRegion?: pulumi.Input<string>;
  /** Zone whose machines are replicated; only without `targetRegion`. It is judged, not sent: changing it changes nothing in Azure. */
  sourceZone?: pulumi.Input<string>;
  /** Zone to which they are replicated; only without `targetRegion`. It is judged, not sent: changing it changes nothing in Azure. */
  targetZone?: pulumi.Input<string>;
  /** Virtual networks that stand for each other, each pair by a key of your own; mapped both ways. Defaults to none. Changing a key replaces its mappings. */
  networkMappings?: Record<string, SiteRecoveryNetworkMappingArgs>;
  /** Which recovery points are kept. Defaults to `{}`. */
  replicationPolicy?: SiteRecoveryReplicationPolicyArgs;
  /** The storage account in the source region through which changes go. Defaults to `{}`. */
  cacheStorage?: SiteRecoveryCacheStorageArgs;
  /** How the agents on the replicated machines are updated. Defaults to `{}`: by Azure, through an automation account. */
  agentAutoUpdate?: SiteRecoveryAgentAutoUpdateArgs;
  /** Whether fabrics, containers and mappings that are there already, for example from the portal, are taken over. Defaults to `false`. Changing it changes nothing in Azure. */
  adoptExisting?: pulumi.Input<boolean>;
  /** Whether a change may replace fabrics, containers or mappings although machines are replicated by them. Defaults to `false`. Changing it changes nothing in Azure. */
  reReplicationAllowed?: pulumi.Input<boolean>;
  /** Tags of the storage account and of an automation account that is made. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * Azure Site Recovery for virtual machines from one region to another, or from one zone to another:
 * everything that a machine needs before its replication can be enabled, in both directions, with
 * agent updates by an identity that has its role before it is used.
 *
 * Source: learn.microsoft.com site-recovery/azure-to-azure-powershell, site-recovery/azure-to-azure-autoupdate.
 */
export class SiteRecovery extends pulumi.ComponentResource {
  /** ARM id of the source region's fabric. */
  public readonly sourceFabricId!: pulumi.Output<string>;
  /** ARM id of the target region's fabric; between zones the source fabric's. */
  public readonly targetFabricId!: pulumi.Output<string>;
  /** ARM id of the protection container on the source side. */
  public readonly sourceContainerId!: pulumi.Output<string>;
  /** ARM id of the protection container on the target side. */
  public readonly targetContainerId!: pulumi.Output<string>;
  /** ARM id of the replication policy. */
  public readonly replicationPolicyId!: pulumi.Output<string>;
  /** ARM id of the container mapping from source to target. */
  public readonly sourceToTargetMappingId!: pulumi.Output<string>;
  /** ARM id of the container mapping back, for the return after a failover. */
  public readonly targetToSourceMappingId!: pulumi.Output<string>;
  /** ARM id of the cache storage account. */
  public readonly cacheStorageAccountId!: pulumi.Output<string>;
  /** ARM id of the account that updates the agents; empty when nobody does. */
  public readonly automationAccountId!: pulumi.Output<string>;
  /** Name of the schedule that Site Recovery made in the account for the mapping from source to target; empty without agent auto-update. */
  public readonly scheduleName!: pulumi.Output<string>;
  /** Name of the link from that schedule to Site Recovery's runbook; empty without agent auto-update. */
  public readonly jobScheduleName!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: regions or zones between which nothing is replicated, a policy or an automation account that the service refuses. */
  constructor(name: string, args: SiteRecoveryArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `SiteRecovery "${name}"`;
    const share = shareOf(args.vaultId);
    const verdict = judge(subject, [
      ...siteRecoveryRules(args),
      ...agentUpdaterRules(args.vaultId, share, args.agentAutoUpdate ?? {}),
      rule({}, () => explicitProviderFindings(opts ?? {})),
    ]);
    super("azure-evergreen:index:SiteRecovery", name, args, opts);
    verdict.showWarnings(this);
    standsIn(args.vaultId, this);

    const { tags, sourceRegion: region, agentAutoUpdate = {} } = args;
    const child = { parent: this };
    const vault = readVault(verdict.gate(args.vaultId), child);
    const placed = judge(subject, vaultRegionRules(args, vault.location));
    const vaultId = placed.gate(verdict.gate(args.vaultId));
    const vaultPrincipalId = principalIdOf(vault, subject, (holder) =>
      vaultIdentityFindings(holder.identityType, holder.id, "vaultId"),
    );

    const setting = { ...args, vaultId, subject };
    const sides = makeSides(name, setting, share, child);
    const policy = makeReplicationPolicy(
      `${name}-policy`,
      args.replicationPolicy ?? {},
      vaultId,
      // In another vault everything is made anew: the old policy can go once no mapping uses it, and
      // the mappings go before the fabrics do.
      { ...child, dependsOn: [sides.source.fabric, sides.target.fabric] },
    );
    const cachePlace = { vaultId, region, vaultPrincipalId, tags };
    const cache = makeCacheStorage(name, args.cacheStorage ?? {}, cachePlace, child);
    const updaterPlace = { subject, vaultId, vaultLocation: vault.location, tags };
    const updater =
      agentAutoUpdate.mode === AgentAutoUpdateMode.Manual
        ? undefined
        : agentUpdaterOf(share, name, agentAutoUpdate, updaterPlace, child);
    const mappings = mapContainers(name, sides, { ...setting, policy, updater }, child);
    mapNetworks(name, args.networkMappings ?? {}, sides, {
      ...child,
      dependsOn: [mappings.there, mappings.back],
    });

    this.sourceFabricId = sides.source.fabric.id;
    this.targetFabricId = sides.target.fabric.id;
    this.sourceContainerId = sides.source.container.id;
    this.targetContainerId = sides.target.container.id;
    this.replicationPolicyId = policy.id;
    this.sourceToTargetMappingId = mappings.there.id;
    this.targetToSourceMappingId = mappings.back.id;
    this.cacheStorageAccountId = cache.id;
    namesInVault(args.vaultId, [
      this.sourceFabricId,
      this.targetFabricId,
      this.sourceContainerId,
      this.targetContainerId,
      this.replicationPolicyId,
      this.sourceToTargetMappingId,
      this.targetToSourceMappingId,
    ]);
    this.automationAccountId = updater?.automationAccountId ?? pulumi.output("");
    this.scheduleName = mappings.there.scheduleName;
    this.jobScheduleName = mappings.there.jobScheduleName;
    this.registerOutputs({
      sourceFabricId: this.sourceFabricId,
      targetFabricId: this.targetFabricId,
      sourceContainerId: this.sourceContainerId,
      targetContainerId: this.targetContainerId,
      replicationPolicyId: this.replicationPolicyId,
      sourceToTargetMappingId: this.sourceToTargetMappingId,
      targetToSourceMappingId: this.targetToSourceMappingId,
      cacheStorageAccountId: this.cacheStorageAccountId,
      automationAccountId: this.automationAccountId,
      scheduleName: this.scheduleName,
      jobScheduleName: this.jobScheduleName,
    });
  }
}

/** What can be said of the arguments by themselves, agent updates apart. */
function siteRecoveryRules(args: SiteRecoveryArgs): Rule[] {
  const { sourceRegion, targetRegion, sourceZone, targetZone } = args;
  const pair = {
    sourceRegion,
    ...(targetRegion !== undefined && { targetRegion }),
    ...(sourceZone !== undefined && { sourceZone }),
    ...(targetZone !== undefined && { targetZone }),
  };
  const mappings = Object.entries(args.networkMappings ?? {});
  const subnetIds = args.cacheStorage?.subnetIds ?? [];
  return [
    ...idRules(args.vaultId, "vaultId", "Microsoft.RecoveryServices/vaults"),
    ...ruleOn(sourceRegion, (region) => regionFindings(region, "sourceRegion")),
    ...ruleOn(targetRegion, (region) => regionFindings(region, "targetRegion")),
    rule(pair, (known) => replicationRegionFindings(known, "")),
    ...zoneRules(sourceRegion, sourceZone, "sourceZone"),
    ...zoneRules(sourceRegion, targetZone, "targetZone"),
    ...replicationPolicyRules(args.replicationPolicy ?? {}),
    ...mappings.flatMap(([key, { sourceNetworkId, targetNetworkId }]) => [
      ...idRules(sourceNetworkId, `networkMappings.${key}.sourceNetworkId`, networkType),
      ...idRules(targetNetworkId, `networkMappings.${key}.targetNetworkId`, networkType),
    ]),
    ...diagnosticSettingRules(
      args.cacheStorage?.diagnosticSettings,
      "cacheStorage.diagnosticSettings",
      cacheDiagnostics,
    ),
    ...subnetIds.flatMap((id, index) =>
      idRules(id, `cacheStorage.subnetIds[${index}]`, `${networkType}/subnets`),
    ),
  ];
}

/** Between regions: the vault must outlive the source region. Its region is what Azure says. */
function vaultRegionRules(args: SiteRecoveryArgs, vaultRegion: pulumi.Output<string>): Rule[] {
  const { sourceRegion, targetRegion } = args;
  return targetRegion === undefined
    ? []
    : [
        rule({ vaultRegion, sourceRegion, targetRegion }, (place) =>
          vaultRegionFindings(place, "vaultId"),
        ),
      ];
}

const networkType = "Microsoft.Network/virtualNetworks";

function idRules(id: pulumi.Input<string>, path: string, type: string): Rule[] {
  return ruleOn(id, (known) => resourceIdFindings(known, path, type));
}

function zoneRules(
  region: pulumi.Input<string>,
  zone: pulumi.Input<string> | undefined,
  path: string,
): Rule[] {
  return zone === undefined
    ? []
    : [rule({ region, zone }, (known) => zoneFindings(known.region, known.zone, path))];
}
