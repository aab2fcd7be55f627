import type * as pulumi from "@pulumi/pulumi";
import { regionFindings, zoneFindings } from "../azure/regions";
import { resourceIdFindings } from "../azure/resource-id";
import { replicationRegionFindings, vaultRegionFindings } from "../azure/site-recovery";
import { rule, ruleOn, type Rule } from "./inputs";
import { replicationPolicyRules } from "./replication-policy";
import type { SiteRecoveryArgs } from "./site-recovery";

/** What can be said of the arguments by themselves, agent updates apart. */
export function siteRecoveryRules(args: SiteRecoveryArgs): Rule[] {
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
    ...subnetIds.flatMap((id, index) =>
      idRules(id, `cacheStorage.subnetIds[${index}]`, `${networkType}/subnets`),
    ),
  ];
}

/** Between regions: the vault must outlive the source region. Its region is what Azure says. */
export function vaultRegionRules(
  args: SiteRecoveryArgs,
  vaultRegion: pulumi.Output<string>,
): Rule[] {
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
