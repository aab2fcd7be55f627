import { cacheRegionFindings } from "../../../azure/replication-standards";
import type { Finding } from "../../../azure/finding";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack, Target } from "../../model/declared-stack";
import {
  isBetweenRegions,
  replicatedItemPaths,
  replicatedItemType,
  sourceRegionOf,
} from "../../readings/replicated-machine";
import { stackRule } from "../../rule";
import { siteRecoverySnippet } from "./with-component";

const storageAccountType = "Microsoft.Storage/storageAccounts";

export const cacheInSourceRegion = stackRule({
  id: "EVG-REPLICA-020",
  title: "The cache storage account stands in the machine's region",
  severity: "critical",
  why: "Site Recovery writes each change of a disk to a storage account beside the machine first, and refuses one that stands in another region.",
  remediation: [
    "Set `primaryStagingAzureStorageAccountId` of each disk to a storage account in the source region.",
  ],
  withComponent: siteRecoverySnippet,
  tags: ["site-recovery"],
  references: ["learn.microsoft.com azure/site-recovery/azure-to-azure-support-matrix"],
  types: [replicatedItemType],
  findings: (item, stack) => {
    if (!isBetweenRegions(item)) {
      return [];
    }
    const sourceRegion = sourceRegionOf(item, stack);
    if (sourceRegion === undefined) {
      return [];
    }
    const told = new Set<DeclaredResource>();
    return cachesOf(item, stack).flatMap(({ account, path }): Finding[] => {
      if (account.kind !== "declared" || told.has(account.resource)) {
        return [];
      }
      told.add(account.resource);
      const accountRegion = account.resource.outputs.text("location");
      return accountRegion === undefined
        ? []
        : cacheRegionFindings(
            { account: account.resource.name, accountRegion, sourceRegion },
            path,
          );
    });
  },
});

/** The cache storage account of each disk; of disks that are not known yet, what they were made of. */
function cachesOf(
  item: DeclaredResource,
  stack: DeclaredStack,
): { readonly account: Target; readonly path: string }[] {
  const { disks, cacheId } = replicatedItemPaths(item);
  return item.inputs.isUnknown(disks)
    ? [
        {
          account: {
            kind: "declared",
            resource: stack.onlyMadeOf(item, disks, storageAccountType),
          },
          path: disks,
        },
      ]
    : item.inputs.objects(disks).map((disk) => ({
        account: stack.target(item, cacheId, storageAccountType, disk),
        path: disk.at(cacheId),
      }));
}
