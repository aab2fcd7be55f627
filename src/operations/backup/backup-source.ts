import { armUrl, backupApiVersion } from "../../arm/api";
import { asAzureObject } from "../../arm/azure-object";
import { isRunning, wasBackedUp } from "../../azure/backup-jobs";
import { parseResourceId } from "../../azure/resource-id";
import {
  type BackupItemRow,
  type BackupJobRow,
  backupJobsQuery,
  backupPoliciesQuery,
} from "../../azure/resource-graph-queries";
import { vaultHolding } from "../../azure/vault";
import { azureFleet, type FleetListing, type FleetSource, listedFleet } from "../run/fleet-source";
import type { Run } from "../run/run";
import { type BackupJob, jobsUnderWay } from "./jobs";
import { itemsOfVault, type ProtectedItem, readProtectedItem } from "./protected-item";

/** What a plan is made from: the vaults as they are now, or what a saved listing says of them. */
export interface BackupSource {
  readonly fleet: FleetSource;
  /** Ids of the subscriptions that are looked at. */
  readonly subscriptions: readonly string[];
  readonly items: (rows: readonly BackupItemRow[]) => Promise<ProtectedItem[]>;
  /** Jobs that are under way in vaults. */
  readonly jobsUnderWay: (vaultIds: readonly string[]) => Promise<BackupJob[]>;
  /** Ids of a vault's policies for machines. */
  readonly policyIds: (vaultId: string) => Promise<string[]>;
}

/** Up to so many items are read one by one; beyond, whole vaults are listed. */
const mostReadAlone = 20;

/** Days of jobs that a listing holds. */
const listedDays = 7;

export function backupSource(
  run: Run,
  subscriptions: readonly string[] | undefined,
  listing: FleetListing | undefined,
): BackupSource {
  return listing === undefined ? vaultsNow(run, subscriptions) : listedVaults(listing);
}

/** The vaults themselves tell items, jobs and policies: Azure Resource Graph may be some minutes behind. */
function vaultsNow(
  run: Run,
  subscriptions: readonly string[] = [run.connection.subscriptionId],
): BackupSource {
  return {
    fleet: azureFleet(run, subscriptions),
    subscriptions,
    items: (rows) => itemsNow(run, rows),
    jobsUnderWay: async (vaultIds) =>
      (await Promise.all(vaultIds.map((id) => jobsUnderWay(run, id)))).flat(),
    policyIds: async (vaultId) => {
      const filter = encodeURIComponent("backupManagementType eq 'AzureIaasVM'");
      const url = `${armUrl(vaultId, backupApiVersion, "backupPolicies")}&$filter=${filter}`;
      const policies = await run.client.list(url, run.signal);
      return policies.flatMap((policy) => asAzureObject(policy).id ?? []);
    },
  };
}

async function itemsNow(run: Run, rows: readonly BackupItemRow[]): Promise<ProtectedItem[]> {
  if (rows.length <= mostReadAlone) {
    const items = await Promise.all(rows.map(({ id }) => readProtectedItem(run, id)));
    return items.filter((item) => item !== undefined);
  }
  const wanted = new Set(rows.map(({ id }) => id.toLowerCase()));
  const vaultIds = [...new Set(rows.map(({ vaultId }) => vaultId))];
  const lists = await Promise.all(vaultIds.map((id) => itemsOfVault(run, id)));
  return lists.flat().filter(({ id }) => wanted.has(id.toLowerCase()));
}

function listedVaults(listing: FleetListing): BackupSource {
  const fleet = listedFleet(listing);
  return {
    fleet,
    subscriptions: listing.subscriptions,
    items: (rows) => Promise.resolve(rows.map(listedItem)),
    jobsUnderWay: async (vaultIds) => {
      const wanted = new Set(vaultIds.map((id) => id.toLowerCase()));
      const rows = await fleet.rows(backupJobsQuery({ days: listedDays }));
      return rows
        .filter(({ status, vaultId }) => isRunning(status) && wanted.has(vaultId))
        .map(listedJob);
    },
    policyIds: async (vaultId) => {
      const rows = await fleet.rows(backupPoliciesQuery());
      return rows.filter((row) => row.vaultId === vaultId.toLowerCase()).map(({ id }) => id);
    },
  };
}

function listedItem(row: BackupItemRow): ProtectedItem {
  const told = (text: string): string | undefined => (text === "" ? undefined : text);
  const vaultId = vaultHolding(row.id) ?? row.vaultId;
  return {
    id: row.id,
    vaultId,
    vaultName: parseResourceId(vaultId).name,
    machineId: row.machineId,
    machineName: row.friendlyName,
    protectionState: row.protectionState,
    healthStatus: row.healthStatus,
    healthDetails: [],
    policyId: told(row.policyId),
    policyName: told(row.policyName),
    lastBackupStatus: told(row.lastBackupStatus),
    lastBackupTime: wasBackedUp(told(row.lastBackupTime)) ? row.lastBackupTime : undefined,
    lastRecoveryPoint: told(row.lastRecoveryPoint),
    isSoftDeleted: row.isSoftDeleted === true,
  };
}

function listedJob(row: BackupJobRow): BackupJob {
  return {
    id: row.id,
    name: row.name,
    vaultId: row.vaultId,
    machineName: row.machineName,
    machineResourceGroup: undefined,
    operation: row.operation,
    status: row.status,
    startedAt: row.startedAt,
    endedAt: undefined,
    actions: [],
    tasks: [],
    errors: [],
    underlyingError: undefined,
  };
}
