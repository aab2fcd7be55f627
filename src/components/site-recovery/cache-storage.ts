import { StorageAccount } from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { deterministicGuid } from "../../azure/guid";
import { parseResourceId } from "../../azure/resource-id";
import type { ChildOptions } from "../shared/child-options";
import { makeDiagnosticSettings, type DiagnosticSettingArgs } from "../shared/diagnostics";
import { mapInput } from "../shared/inputs";
import { assignRole } from "../shared/role-assignment";

/** The storage account through which changes of the replicated disks go. */
export interface SiteRecoveryCacheStorageArgs {
  /** Name of the account, 3 to 24 lower-case letters and digits, free in all of Azure. Defaults to one made from vault, region and component. Changing it replaces the account. */
  accountName?: pulumi.Input<string>;
  /** Kind of storage. Defaults to `Standard_LRS`; `Premium_LRS` takes disks with high churn. Azure refuses a change between the two. */
  storageType?: pulumi.Input<string>;
  /** Ids of the subnets of the replicated machines, with a service endpoint for storage: all other networks are shut out. Defaults to all networks. */
  subnetIds?: pulumi.Input<string>[];
  /** Where the account's metrics go, each by a key of your own; the account itself has no logs. Defaults to none. Changing a key replaces its setting. */
  diagnosticSettings?: Record<string, DiagnosticSettingArgs>;
}

/** What a storage account itself can send. */
export const cacheDiagnostics = { logCategoryGroups: [], metricCategories: ["AllMetrics"] };

/** Where a cache storage account stands and whose identity uses it. */
export interface CacheStoragePlace {
  readonly vaultId: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
  readonly vaultPrincipalId: pulumi.Input<string>;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * Makes the account in the region that is replicated, with the rights of the vault's identity that
 * Site Recovery's guide asks for. Source: learn.microsoft.com
 * site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints.
 */
export function makeCacheStorage(
  name: string,
  args: SiteRecoveryCacheStorageArgs,
  place: CacheStoragePlace,
  opts: ChildOptions,
): pulumi.CustomResource {
  const { vaultId, region } = place;
  const storageType = args.storageType ?? "Standard_LRS";
  const premium = (choose: (is: boolean) => string) =>
    mapInput(storageType, (known) => choose(known.startsWith("Premium")));
  const account = new StorageAccount(
    `${name}-cache`,
    {
      resourceGroupName: mapInput(vaultId, (id) => parseResourceId(id).resourceGroupName ?? ""),
      accountName: args.accountName ?? defaultName(name, vaultId, region),
      location: region,
      kind: premium((is) => (is ? "BlockBlobStorage" : "StorageV2")),
      sku: { name: storageType },
      allowBlobPublicAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      networkRuleSet: {
        // Site Recovery is one of the trusted services.
        bypass: "AzureServices",
        defaultAction: args.subnetIds === undefined ? "Allow" : "Deny",
        virtualNetworkRules: args.subnetIds?.map((id) => ({ virtualNetworkResourceId: id })),
      },
      tags: place.tags,
    },
    opts,
  );
  const grant = { scope: account.id, principalId: place.vaultPrincipalId };
  assignRole(`${name}-cache-contributor`, { ...grant, role: "Contributor" }, opts);
  const role = premium((is) => `Storage Blob Data ${is ? "Owner" : "Contributor"}`);
  assignRole(`${name}-cache-data`, { ...grant, role }, opts);
  makeDiagnosticSettings(
    `${name}-cache`,
    args.diagnosticSettings,
    account.id,
    opts,
    cacheDiagnostics,
  );
  return account;
}

/** Storage account names are unique in all of Azure, and take no hyphens. */
function defaultName(
  name: string,
  vaultId: pulumi.Input<string>,
  region: pulumi.Input<string>,
): pulumi.Input<string> {
  return mapInput({ vaultId, region }, (known) =>
    `asr${deterministicGuid(known.vaultId, known.region, name).replaceAll("-", "")}`.slice(0, 24),
  );
}
