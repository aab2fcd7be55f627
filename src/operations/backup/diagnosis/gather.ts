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
import { isBackupCollection } from "../../../azure/backup-names";
import { ancestorScopes, parseResourceId, sameId } from "../../../azure/resource-id";
import {
  backupOfMachineQuery,
  collectionRow,
  partsOfMachineQuery,
  type ResourceRow,
  resourcesQuery,
  roleGrantsQuery,
} from "../../../azure/resource-graph-queries";
import { queryAll } from "../../run/resource-graph";
import type { Run } from "../../run/run";
import { isJobOf, jobsOfVault, readJob } from "../jobs";
import type { NamedMachine } from "../machine";
import { type KnownBackups, knownBackups, policyOf } from "./known-backups";
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
import { jobFacts, readCollection, readItem, readLocks } from "./vault-reader";

/** Days of jobs that are looked at. */
const daysOfJobs = 7;

/** So many collections of restore points are read: most machines have one, some one of old as well. */
const mostCollectionsRead = 2;

/**
 * Gathers what is known of a machine's backups in three rounds of at most 11 requests, whatever the machine
 * has. What Resource Graph may tell late, items and jobs under way, the vault itself is asked for as well.
 * `undefined` when there is no such machine.
 */
export async function gatherBackupFacts(
  run: Run,
  machineNamed: NamedMachine,
  backupServiceObjectId: string | undefined,
): Promise<BackupFacts | undefined> {
  const { id, name, subscriptionId } = machineNamed;
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
  const known = mapTold(backups, (rows) => knownBackups(rows, machineNamed));
  const protecting = "value" in known ? protectingItem(known.value.items) : undefined;
  const [items, running, collections, things] = await Promise.all([
    currentItems(run, known, protecting),
    runningJobs(run, protecting, name),
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
    policy: "value" in backups ? policyOf(backups.value, protecting) : backups,
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

/** The collections that Azure Backup made: points that somebody else took count for nothing there. */
async function currentCollections(
  run: Run,
  parts: Told<readonly ResourceRow[]>,
): Promise<BackupFacts["collections"]> {
  if ("reason" in parts) {
    return parts;
  }
  const rows = parts.value.filter(
    ({ id, type }) => type === collectionRow && isBackupCollection(parseResourceId(id).name),
  );
  const read = await Promise.all(
    rows.slice(0, mostCollectionsRead).map(({ id }) => readCollection(run, id)),
  );
  const reason = `The machine has ${rows.length} collections of restore points, and ${mostCollectionsRead} of them were read.`;
  const left = rows.slice(mostCollectionsRead).map(({ id }) => ({ id, points: { reason } }));
  return { value: [...read, ...left] };
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
