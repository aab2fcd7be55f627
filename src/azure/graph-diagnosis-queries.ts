import { graphQuery, type GraphQuery, oneOf, quoted } from "./graph-query";
import { wholeDays } from "./graph-schedule-queries";

/** Anything that Resource Graph knows, as its own provider answers it. */
export interface ResourceRow {
  readonly id: string;
  /** In lower case. */
  readonly type: string;
  /** `null` of what has none. */
  readonly sku: Readonly<Record<string, unknown>> | null;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

const resourceColumns = { id: "id", type: "type", sku: "sku", properties: "properties" };

const recoveryServices = "microsoft.recoveryservices/vaults";

/** Types of the rows of {@linkcode backupOfMachineQuery}. */
export const backupItemRow = `${recoveryServices}/backupfabrics/protectioncontainers/protecteditems`;
export const backupJobRow = `${recoveryServices}/backupjobs`;

/** An item or a job, and the properties of the policy that an item has; `null` where none is shown. */
export interface BackupOfMachineRow extends ResourceRow {
  readonly policy: Readonly<Record<string, unknown>> | null;
}

/**
 * The items of one machine in every vault with their policies, and the jobs of the last days; also those of
 * other machines of its name, for a job may tell no more than that.
 *
 * Source: learn.microsoft.com backup/query-backups-using-azure-resource-graph.
 */
export function backupOfMachineQuery(machine: {
  readonly id: string;
  readonly name: string;
  readonly days: number;
}): GraphQuery<BackupOfMachineRow> {
  const { id, name, days } = machine;
  const policies = [
    "recoveryservicesresources",
    `where type =~ '${recoveryServices}/backuppolicies'`,
    "project policyKey = tolower(id), policy = properties",
  ].join(" | ");
  return graphQuery<BackupOfMachineRow>(
    "backup-of-machine",
    "recoveryservicesresources",
    [
      "where tostring(properties.backupManagementType) =~ 'AzureIaasVM'",
      `where (type =~ '${backupItemRow}' and (tostring(properties.sourceResourceId) =~ ${quoted(id)}` +
        ` or tostring(properties.friendlyName) =~ ${quoted(name)}))` +
        ` or (type =~ '${backupJobRow}' and tostring(properties.entityFriendlyName) =~ ${quoted(name)}` +
        ` and todatetime(properties.startTime) > ago(${wholeDays(days)}d))`,
      "extend policyKey = tolower(tostring(properties.policyId))",
      `join kind=leftouter (${policies}) on policyKey`,
    ],
    { ...resourceColumns, policy: "policy" },
  );
}

/** Types of the rows of {@linkcode partsOfMachineQuery}. */
export const diskRow = "microsoft.compute/disks";
export const interfaceRow = "microsoft.network/networkinterfaces";
export const collectionRow = "microsoft.compute/restorepointcollections";

/**
 * Disks and network interfaces of one machine, and the collections of its restore points: these by their
 * source, for their names and groups say nothing certain.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources; Compute and
 * Network API (`managedBy`, `virtualMachine`, `source`).
 */
export function partsOfMachineQuery(machineId: string): GraphQuery<ResourceRow> {
  const id = quoted(machineId);
  return graphQuery<ResourceRow>(
    "parts-of-machine",
    "resources",
    [
      `where (type =~ '${diskRow}' and managedBy =~ ${id})` +
        ` or (type =~ '${interfaceRow}' and tostring(properties.virtualMachine.id) =~ ${id})` +
        ` or (type =~ '${collectionRow}' and tostring(properties.source.id) =~ ${id})`,
    ],
    resourceColumns,
  );
}

/** Resources by their ids. */
export function resourcesQuery(ids: readonly string[]): GraphQuery<ResourceRow> {
  return graphQuery<ResourceRow>("resources-by-id", "resources", oneOf("id", ids), resourceColumns);
}
