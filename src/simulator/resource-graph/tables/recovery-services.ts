import { jobsOf as backupJobsOf, presentJob } from "../../backup/job-store";
import { backupItemType, backupJobType, backupPolicyType } from "../../backup/backup-paths";
import { defaultPolicyName, findPolicy } from "../../backup/policy-store";
import { presentItem } from "../../backup/protected-items";
import { asText, type JsonObject } from "../../json";
import type { Platform } from "../../operation";
import { itemNow } from "../../site-recovery/item-health";
import { jobsOf as replicationJobsOf, presentedJob } from "../../site-recovery/jobs/job-records";
import { policyType, protectedItemType, vaultType } from "../../site-recovery/vault-entities";
import type { GraphRow } from "./graph-row";
import { rowOf } from "./resources";

/**
 * Table `recoveryservicesresources`: vaults, and of Backup and Site Recovery the protected items,
 * jobs and policies. Fabrics, containers and mappings are in no table.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources (types),
 * backup/query-backups-using-azure-resource-graph (properties as the providers answer them).
 */
export function recoveryServicesRows(platform: Platform, wanted: string | undefined): GraphRow[] {
  return sections
    .filter(([type]) => wanted === undefined || type.toLowerCase() === wanted)
    .flatMap(([, rows]) => rows(platform));
}

/** The rows of each type. */
const sections: readonly (readonly [string, (platform: Platform) => GraphRow[]])[] = [
  [vaultType, ({ estate }) => estate.ofType(vaultType).map(rowOf)],
  [
    backupItemType,
    (platform) =>
      platform.estate.ofType(backupItemType).map((item) => presented(presentItem(platform, item))),
  ],
  [backupPolicyType, backupPolicyRows],
  [
    backupJobType,
    (platform) =>
      platform.estate
        .ofType(vaultType)
        .flatMap((vault) => [...backupJobsOf(platform, vault.id).values()])
        .map((job) => presented(presentJob(platform, job, true))),
  ],
  [
    protectedItemType,
    (platform) =>
      platform.estate.ofType(protectedItemType).map((item) => presented(itemNow(platform, item))),
  ],
  [
    `${vaultType}/replicationJobs`,
    (platform) =>
      [...replicationJobsOf(platform.estate).values()].map((job) =>
        presented(presentedJob(platform, job)),
      ),
  ],
  [policyType, ({ estate }) => estate.ofType(policyType).map(rowOf)],
];

/** Policies that are stored, and of each vault the one that it has by itself. */
function backupPolicyRows(platform: Platform): GraphRow[] {
  const { estate } = platform;
  const own = estate
    .ofType(vaultType)
    .flatMap(({ id }) => findPolicy(platform, `${id}/backupPolicies/${defaultPolicyName}`) ?? [])
    .filter(({ id }) => estate.get(id) === undefined);
  return [...estate.ofType(backupPolicyType), ...own].map(rowOf);
}

/** What a provider answers, as a row. */
function presented(answered: JsonObject): GraphRow {
  return rowOf({
    ...answered,
    id: asText(answered.id) ?? "",
    name: asText(answered.name) ?? "",
    type: asText(answered.type) ?? "",
  });
}
