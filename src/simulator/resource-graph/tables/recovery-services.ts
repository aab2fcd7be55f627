import { jobsOf as backupJobsOf, presentJob } from "../../backup/job-store";
import { backupItemType, backupPolicyType } from "../../backup/backup-paths";
import { defaultPolicyName, findPolicy } from "../../backup/policy-store";
import { presentItem } from "../../backup/protected-items";
import type { StoredResource } from "../../estate";
import { asText, type JsonObject } from "../../json";
import type { Platform } from "../../operation";
import { hasLatestAgent, withDetails } from "../../site-recovery/mobility-agent";
import { replicationJobs } from "../../site-recovery/replication-jobs";
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
export function recoveryServicesRows(platform: Platform): GraphRow[] {
  const { estate } = platform;
  const vaults = estate.ofType(vaultType);
  return [
    ...vaults.map(rowOf),
    ...estate.ofType(backupItemType).map((item) => presented(presentItem(platform, item))),
    ...vaults.flatMap((vault) => backupRows(platform, vault)),
    ...estate
      .ofType(protectedItemType)
      .map((item) =>
        presented(
          withDetails(item, { isReplicationAgentUpdateRequired: !hasLatestAgent(estate, item) }),
        ),
      ),
    ...replicationJobs(estate).map(presented),
    ...estate.ofType(policyType).map(rowOf),
  ];
}

function backupRows(platform: Platform, vault: StoredResource): GraphRow[] {
  const stored = platform.estate
    .within(vault.id)
    .filter(({ type }) => type.toLowerCase() === backupPolicyType.toLowerCase());
  const ownDefault = findPolicy(platform, `${vault.id}/backupPolicies/${defaultPolicyName}`);
  const policies = new Map(
    [...stored, ...(ownDefault === undefined ? [] : [ownDefault])].map((policy) => [
      policy.id.toLowerCase(),
      policy,
    ]),
  );
  return [
    ...[...policies.values()].map(rowOf),
    ...[...backupJobsOf(platform, vault.id).values()].map((job) =>
      presented(presentJob(platform, job, true)),
    ),
  ];
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
