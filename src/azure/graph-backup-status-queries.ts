import { graphQuery, type GraphQuery, maybeTagged, oneOf } from "./graph-query";
import { maybeNamed } from "./name-pattern";
import type { MachineFilter } from "./graph-machine-queries";

/** A machine and, where a vault knows it, its item there. Texts are empty where there is none. */
export interface MachineBackupRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly itemId: string;
  readonly protectionState: string;
  readonly lastBackupStatus: string;
  /** `2001-01-01T00:00:00Z` for a machine that was never backed up. */
  readonly lastBackupTime: string;
  readonly lastRecoveryPoint: string;
  readonly policyName: string;
  readonly isSoftDeleted: boolean | null;
}

/**
 * Machines, each with what a vault keeps of it: one request for a thousand machines, protected or
 * not. A machine that several vaults know has a row for each.
 *
 * Source: learn.microsoft.com backup/query-backups-using-azure-resource-graph (join of machines and items).
 */
export function machineBackupsQuery(filter: MachineFilter = {}): GraphQuery<MachineBackupRow> {
  const items = [
    "recoveryservicesresources",
    "where type =~ 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems'",
    "where tostring(properties.backupManagementType) =~ 'AzureIaasVM'",
    "project machineKey = tolower(tostring(properties.sourceResourceId)), itemId = id, item = properties",
  ].join(" | ");
  return graphQuery<MachineBackupRow>(
    "machineBackups",
    "resources",
    [
      "where type =~ 'microsoft.compute/virtualmachines'",
      ...oneOf("resourceGroup", filter.resourceGroups),
      ...maybeNamed("name", filter.names),
      ...oneOf("id", filter.ids),
      ...maybeTagged(filter.tags),
      "extend machineKey = tolower(id)",
      `join kind=leftouter (${items}) on machineKey`,
    ],
    {
      id: "id",
      name: "name",
      resourceGroup: "resourceGroup",
      subscriptionId: "subscriptionId",
      location: "location",
      tags: "tags",
      itemId: "itemId",
      protectionState: "tostring(item.protectionState)",
      lastBackupStatus: "tostring(item.lastBackupStatus)",
      lastBackupTime: "tostring(item.lastBackupTime)",
      lastRecoveryPoint: "tostring(item.lastRecoveryPoint)",
      policyName: "tostring(item.policyName)",
      isSoftDeleted: "item.isScheduledForDeferredDelete",
    },
  );
}
