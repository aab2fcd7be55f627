import documented from "./data/backup-geo-codes.json";
import { propertyPath, type Finding } from "./finding";
import { findRegion, normalizeRegion, type AzureCloud } from "./regions";
import { parseResourceId } from "./resource-id";

/** What a private endpoint can lead to, by the type of the resource. */
export const privateLinkGroups: Readonly<Record<string, readonly string[]>> = {
  "Microsoft.RecoveryServices/vaults": ["AzureBackup", "AzureSiteRecovery"],
  "Microsoft.Automation/automationAccounts": ["Webhook", "DSCAndHybridWorker"],
};

const geoCodes: Readonly<Record<string, string>> = documented.geoCodes;

/** How the names of private DNS zones end in each cloud. */
const zoneEnds: Readonly<
  Record<AzureCloud, { vault: string; storage: string; automation: string }>
> = {
  AzureCloud: {
    vault: "windowsazure.com",
    storage: "core.windows.net",
    automation: "azure-automation.net",
  },
  AzureUSGovernment: {
    vault: "windowsazure.us",
    storage: "core.usgovcloudapi.net",
    automation: "azure-automation.us",
  },
  AzureChinaCloud: {
    vault: "windowsazure.cn",
    storage: "core.chinacloudapi.cn",
    automation: "azure-automation.cn",
  },
};

/**
 * Names of the private DNS zones in which the addresses of a private endpoint belong; empty for a group
 * or a region that is not known here. Azure Backup has a zone for each region, and keeps its data
 * in storage accounts of its own.
 *
 * Sources: learn.microsoft.com private-link/private-endpoint-dns, backup/private-endpoints,
 * site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints.
 *
 * @param region - Region of the resource that the endpoint leads to.
 */
export function privateDnsZoneNames(groupId: string, region: string): string[] {
  const known = findRegion(region);
  if (known === undefined) {
    return [];
  }
  const { vault, storage, automation } = zoneEnds[known.cloud];
  switch (groupId) {
    case "AzureBackup": {
      const code = geoCodes[normalizeRegion(region)];
      return code === undefined
        ? []
        : [
            `privatelink.${code}.backup.${vault}`,
            `privatelink.blob.${storage}`,
            `privatelink.queue.${storage}`,
          ];
    }
    case "AzureSiteRecovery":
      return [`privatelink.siterecovery.${vault}`];
    case "Webhook":
    case "DSCAndHybridWorker":
      return [`privatelink.${automation}`];
    default:
      return [];
  }
}

/** Refuses a group that the resource does not have. */
export function privateLinkGroupFindings(
  groupId: string,
  resourceType: string,
  path: string,
): Finding[] {
  const groups = privateLinkGroups[resourceType] ?? [];
  return groups.includes(groupId)
    ? []
    : [
        error(
          "EVG-ENDPOINT-001",
          path,
          `A private endpoint cannot lead to "${groupId}" of a ${resourceType}.`,
          `Use ${groups.map((each) => `"${each}"`).join(" or ")}.`,
        ),
      ];
}

/** Refuses a private DNS zone in which the addresses of the endpoint would be looked for by nobody. */
export function privateDnsZoneFindings(
  zone: { readonly zoneId: string; readonly groupId: string; readonly region: string },
  path: string,
): Finding[] {
  const names = privateDnsZoneNames(zone.groupId, zone.region);
  const { name } = parseResourceId(zone.zoneId);
  return names.length === 0 || names.includes(name.toLowerCase())
    ? []
    : [
        error(
          "EVG-ENDPOINT-002",
          path,
          `The private DNS zone "${name}" is none of those in which "${zone.groupId}" of a resource in "${zone.region}" is looked for.`,
          `Give the id of ${names.map((each) => `"${each}"`).join(", ")}.`,
        ),
      ];
}

/** Refuses an address that is no address of IP version 4. */
export function privateIpAddressFindings(address: string, path: string): Finding[] {
  const parts = address.split(".");
  const isAddress =
    parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return isAddress
    ? []
    : [
        error(
          "EVG-ENDPOINT-003",
          path,
          `"${address}" is no address of IP version 4.`,
          'Give four numbers from 0 to 255, for example "10.0.1.5", of the range of the subnet.',
        ),
      ];
}

/** Refuses several endpoints in one subnet that lead to the same group: each address stands once in a zone. */
export function repeatedEndpointFindings(
  endpoints: Readonly<Record<string, { readonly subnetId: string; readonly groupId: string }>>,
  basePath: string,
): Finding[] {
  const first = new Map<string, string>();
  return Object.entries(endpoints).flatMap(([key, { subnetId, groupId }]) => {
    const place = `${subnetId} ${groupId}`.toLowerCase();
    const earlier = first.get(place);
    first.set(place, earlier ?? key);
    return earlier === undefined
      ? []
      : [
          error(
            "EVG-ENDPOINT-004",
            propertyPath(basePath, key),
            `"${key}" leads from the same subnet to the same "${groupId}" as "${earlier}".`,
            "Leave one of the two out.",
          ),
        ];
  });
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
