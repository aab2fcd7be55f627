import { graphQuery, type GraphQuery, oneOf } from "./graph-query";
import { ofVaults, type VaultFilter } from "./graph-recovery-queries";
import { wholeDays } from "./graph-schedule-queries";

/** Which backed-up machines a query is about. */
export interface BackupItemFilter extends VaultFilter {
  /** Ids of machines, compared without case. */
  readonly machineIds?: readonly string[];
  /** Compared without case. */
  readonly machineNames?: readonly string[];
}

/** A machine that a vault backs up, or keeps backups of. */
export interface BackupItemRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly vaultId: string;
  readonly friendlyName: string;
  /** In lower case. */
  readonly machineId: string;
  readonly protectionState: string;
  readonly healthStatus: string;
  readonly lastBackupStatus: string;
  /** `2001-01-01T00:00:00Z` for a machine that was never backed up. */
  readonly lastBackupTime: string;
  readonly lastRecoveryPoint: string;
  readonly policyId: string;
  readonly policyName: string;
  /** Whether it was deleted and is kept for a while. */
  readonly isSoftDeleted: boolean | null;
}

const backupItemsOnly = [
  "where type =~ 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems'",
  "where tostring(properties.backupManagementType) =~ 'AzureIaasVM'",
];

const backupItemColumns: Readonly<Record<keyof BackupItemRow, string>> = {
  id: "id",
  name: "name",
  vaultId: "vaultId",
  friendlyName: "tostring(properties.friendlyName)",
  machineId: "tolower(tostring(properties.sourceResourceId))",
  protectionState: "tostring(properties.protectionState)",
  healthStatus: "tostring(properties.healthStatus)",
  lastBackupStatus: "tostring(properties.lastBackupStatus)",
  lastBackupTime: "tostring(properties.lastBackupTime)",
  lastRecoveryPoint: "tostring(properties.lastRecoveryPoint)",
  policyId: "tostring(properties.policyId)",
  policyName: "tostring(properties.policyName)",
  isSoftDeleted: "properties.isScheduledForDeferredDelete",
};

/**
 * Machines of Azure Backup with the status of their last backup.
 *
 * Source: learn.microsoft.com backup/query-backups-using-azure-resource-graph.
 */
export function backupItemsQuery(filter: BackupItemFilter = {}): GraphQuery<BackupItemRow> {
  return graphQuery<BackupItemRow>(
    "backupItems",
    "recoveryservicesresources",
    [
      ...backupItemsOnly,
      ...ofVaults("/backupfabrics/", filter),
      ...oneOf("tostring(properties.sourceResourceId)", filter.machineIds),
      ...oneOf("tostring(properties.friendlyName)", filter.machineNames),
    ],
    backupItemColumns,
  );
}

/**
 * Items whose machines are not seen: these are deleted, or whoever asks may not read them.
 *
 * Source: learn.microsoft.com backup/query-backups-using-azure-resource-graph (join of machines and items).
 */
export function backupItemsWithoutMachineQuery(): GraphQuery<BackupItemRow> {
  const machines = [
    "resources",
    "where type =~ 'microsoft.compute/virtualmachines'",
    "project machineKey = tolower(id), seenId = id",
  ].join(" | ");
  return graphQuery<BackupItemRow>(
    "backupItemsWithoutMachine",
    "recoveryservicesresources",
    [
      ...backupItemsOnly,
      ...ofVaults("/backupfabrics/", {}),
      "extend machineKey = tolower(tostring(properties.sourceResourceId))",
      `join kind=leftouter (${machines}) on machineKey`,
      "where isempty(seenId)",
    ],
    backupItemColumns,
  );
}

/** A job of Azure Backup. */
export interface BackupJobRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly vaultId: string;
  readonly machineName: string;
  readonly operation: string;
  readonly status: string;
  readonly startedAt: string;
  /** Empty while it runs. */
  readonly endedAt: string;
  /** Code of the first error; empty where there is none. */
  readonly errorCode: string;
  /** Title of the first error; empty where there is none. */
  readonly errorTitle: string;
}

/**
 * Jobs of Azure Backup on machines that began in the last days.
 *
 * Source: learn.microsoft.com backup/query-backups-using-azure-resource-graph.
 */
export function backupJobsQuery(
  filter: VaultFilter & { readonly days: number; readonly statuses?: readonly string[] },
): GraphQuery<BackupJobRow> {
  return graphQuery<BackupJobRow>(
    "backupJobs",
    "recoveryservicesresources",
    [
      "where type =~ 'microsoft.recoveryservices/vaults/backupjobs'",
      "where tostring(properties.backupManagementType) =~ 'AzureIaasVM'",
      `where todatetime(properties.startTime) > ago(${wholeDays(filter.days)}d)`,
      ...oneOf("tostring(properties.status)", filter.statuses),
      ...ofVaults("/backupjobs/", filter),
    ],
    {
      id: "id",
      name: "name",
      vaultId: "vaultId",
      machineName: "tostring(properties.entityFriendlyName)",
      operation: "tostring(properties.operation)",
      status: "tostring(properties.status)",
      startedAt: "tostring(properties.startTime)",
      endedAt: "tostring(properties.endTime)",
      errorCode: "tostring(properties.errorDetails[0].errorCode)",
      errorTitle: "tostring(properties.errorDetails[0].errorTitle)",
    },
  );
}

/** A policy of Azure Backup for machines. */
export interface BackupPolicyRow {
  readonly id: string;
  /** In lower case. */
  readonly vaultId: string;
}

/**
 * Policies of vaults for machines.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources (`recoveryservicesresources`).
 */
export function backupPoliciesQuery(filter: VaultFilter = {}): GraphQuery<BackupPolicyRow> {
  return graphQuery<BackupPolicyRow>(
    "backupPolicies",
    "recoveryservicesresources",
    [
      "where type =~ 'microsoft.recoveryservices/vaults/backuppolicies'",
      "where tostring(properties.backupManagementType) =~ 'AzureIaasVM'",
      ...ofVaults("/backuppolicies/", filter),
    ],
    { id: "id", vaultId: "vaultId" },
  );
}
