import { asAzureObject } from "../../../arm/azure-object";
import type {
  BackupFacts,
  DiskFacts,
  ItemFacts,
  JobFacts,
  RoleGrantFacts,
  Told,
} from "../../../azure/backup-diagnosis/facts";
import { unresolvedFailure } from "../../../azure/backup-diagnosis/job-checks";
import { protectingItem } from "../../../azure/backup-diagnosis/protection-checks";
import { isRunning } from "../../../azure/backup-jobs";
import { ancestorScopes, sameId } from "../../../azure/resource-id";
import {
  backupItemRow,
  backupOfMachineQuery,
  collectionRow,
  partsOfMachineQuery,
  type ResourceRow,
  resourcesQuery,
  roleGrantsQuery,
} from "../../../azure/resource-graph-queries";
import { queryAll } from "../../run/resource-graph";
import type { Run } from "../../run/run";
import { backupJobOf, isJobOf, jobsOfVault, readJob } from "../jobs";
import type { NamedMachine } from "../machine";
import { readMachine, type ReadMachine } from "./machine-reader";
import {
  disksOf,
  interfacesOf,
  keyVaultsOf,
  roleGrantsOf,
  securityGroupIdsOf,
  securityGroupsOf,
} from "./parts-reader";
import { mapTold, told } from "./told";
import { itemOf, jobFacts, readCollection, readItem, readLocks, readPolicy } from "./vault-reader";

/** Days of jobs that are looked at. */
const daysOfJobs = 7;

/**
 * Gathers what is known of a machine's backups in three rounds of requests, at most 11 of them while its
 * restore points stand in one collection. What Resource Graph may tell late, items and jobs under way,
 * the vault itself is asked for as well. `undefined` when there is no such machine.
 */
export async function gatherBackupFacts(
  run: Run,
  { id, name, subscriptionId }: NamedMachine,
  backupServiceObjectId: string | undefined,
): Promise<BackupFacts | undefined> {
  const within = [subscriptionId];
  const query = backupOfMachineQuery({ id, name, days: daysOfJobs });
  const [machine, backups, parts, locks] = await Promise.all([
    told("The machine", readMachine(run, id)),
    told("What vaults keep of the machine", queryAll(run, query, within)),
    told("What belongs to the machine", queryAll(run, partsOfMachineQuery(id), within)),
    told("The locks", readLocks(run, subscriptionId)),
  ]);
  if ("value" in machine && machine.value === undefined) {
    return undefined;
  }
  const read = mapTold(machine as Told<ReadMachine>, (value) => value);
  const disks = "value" in read ? mapTold(parts, (rows) => disksOf(read.value.disks, rows)) : read;
  const known = mapTold(backups, (rows) => readBackups(rows));
  const protecting = "value" in known ? protectingItem(known.value.items) : undefined;
  const [items, running, policy, collections, things] = await Promise.all([
    currentItems(run, known, protecting),
    runningJobs(run, protecting, name),
    protecting === undefined || protecting.policyId === ""
      ? mapTold(known, () => undefined)
      : told("The policy", readPolicy(run, protecting.policyId)),
    currentCollections(run, parts),
    thingsOf(run, parts, disks, within),
  ]);
  const keyVaults = mapTold(things, keyVaultsOf);
  const facts: BackupFacts = {
    at: run.now(),
    machine: mapTold(read, (value) => value.facts),
    disks,
    interfaces: mapTold(parts, interfacesOf),
    securityGroups: securityGroups(parts, things),
    items,
    policy,
    jobs: merged(known, running),
    collections,
    locks,
    keyVaults,
    roleGrants: { value: [] },
    backupServiceObjectId,
  };
  const ofRoles = "value" in keyVaults ? keyVaults.value.filter((vault) => vault.rolesUsed) : [];
  const [jobs, roleGrants] = await Promise.all([
    withDetails(run, facts),
    rolesAt(
      run,
      ofRoles.map((vault) => vault.id),
      within,
    ),
  ]);
  return { ...facts, jobs, roleGrants };
}

interface KnownBackups {
  readonly items: readonly ItemFacts[];
  readonly jobs: readonly JobFacts[];
}

function readBackups(rows: readonly ResourceRow[]): KnownBackups {
  const [items, jobs] = [true, false].map((wanted) =>
    rows
      .filter(({ type }) => (type === backupItemRow) === wanted)
      .map((row) => asAzureObject({ ...row })),
  );
  return {
    items: (items ?? []).map((row) => itemOf(row, "")),
    jobs: (jobs ?? []).map((row) => jobFacts(backupJobOf(row))),
  };
}

/** Items as Resource Graph has them, the one that protects the machine as its vault has it now. */
async function currentItems(
  run: Run,
  known: Told<KnownBackups>,
  protecting: ItemFacts | undefined,
): Promise<Told<readonly ItemFacts[]>> {
  if (protecting === undefined || "reason" in known) {
    return mapTold(known, ({ items }) => items);
  }
  const others = known.value.items.filter((item) => item !== protecting);
  const current = await told("The backup item", readItem(run, protecting.id));
  return mapTold(current, (item) => [...(item === undefined ? [] : [item]), ...others]);
}

/** Jobs of the machine that are under way in the vault that protects it. */
async function runningJobs(
  run: Run,
  protecting: ItemFacts | undefined,
  machineName: string,
): Promise<Told<readonly JobFacts[]>> {
  if (protecting === undefined) {
    return { value: [] };
  }
  const { id, vaultId } = protecting;
  const jobs = await told("The jobs", jobsOfVault(run, vaultId, { status: "InProgress" }));
  return mapTold(jobs, (all) =>
    all.filter((job) => isJobOf(job, { id, vaultId, machineName })).map(jobFacts),
  );
}

/** Jobs from both sources, the newest first; what the vault says counts for those under way. */
function merged(
  known: Told<KnownBackups>,
  running: Told<readonly JobFacts[]>,
): Told<readonly JobFacts[]> {
  if ("reason" in known || "reason" in running) {
    return "reason" in known ? known : running;
  }
  const others = known.value.jobs.filter(
    ({ id }) => !running.value.some((job) => sameId(job.id, id)),
  );
  return {
    value: [...running.value, ...others].sort(
      (one, other) => other.startedAt.getTime() - one.startedAt.getTime(),
    ),
  };
}

/** The jobs, with the details of the one that matters: that is under way, else that failed last. */
async function withDetails(run: Run, facts: BackupFacts): Promise<BackupFacts["jobs"]> {
  if ("reason" in facts.jobs) {
    return facts.jobs;
  }
  const jobs = facts.jobs.value;
  const wanted = jobs.find(({ status }) => isRunning(status)) ?? unresolvedFailure(facts);
  const detail = wanted && (await told("The job", readJob(run, wanted.id)));
  const found = detail !== undefined && "value" in detail ? detail.value : undefined;
  return {
    value: found === undefined ? jobs : jobs.map((job) => (job === wanted ? jobFacts(found) : job)),
  };
}

async function currentCollections(
  run: Run,
  parts: Told<readonly ResourceRow[]>,
): Promise<BackupFacts["collections"]> {
  if ("reason" in parts) {
    return parts;
  }
  const rows = parts.value.filter(({ type }) => type === collectionRow);
  return { value: await Promise.all(rows.map(({ id }) => readCollection(run, id))) };
}

/** The key vaults of the disks and the security groups of the interfaces. */
async function thingsOf(
  run: Run,
  parts: Told<readonly ResourceRow[]>,
  disks: Told<readonly DiskFacts[]>,
  within: readonly string[],
): Promise<Told<readonly ResourceRow[]>> {
  if ("reason" in parts || "reason" in disks) {
    return "reason" in parts ? parts : (disks as { readonly reason: string });
  }
  const ids = [
    ...disks.value.flatMap(({ encryption }) => encryption?.keyVaultIds ?? []),
    ...securityGroupIdsOf(parts.value),
  ];
  return ids.length === 0
    ? { value: [] }
    : told("Key vaults and security groups", queryAll(run, resourcesQuery(ids), within));
}

function securityGroups(
  parts: Told<readonly ResourceRow[]>,
  things: Told<readonly ResourceRow[]>,
): BackupFacts["securityGroups"] {
  if ("reason" in parts || "reason" in things) {
    return "reason" in parts ? parts : (things as { readonly reason: string });
  }
  return securityGroupsOf(things.value, securityGroupIdsOf(parts.value));
}

async function rolesAt(
  run: Run,
  ids: readonly string[],
  within: readonly string[],
): Promise<Told<readonly RoleGrantFacts[]>> {
  if (ids.length === 0) {
    return { value: [] };
  }
  const scopes = [...new Set(ids.flatMap(ancestorScopes))];
  const rows = await told(
    "The roles at the key vault",
    queryAll(run, roleGrantsQuery(scopes), within),
  );
  return mapTold(rows, roleGrantsOf);
}
