import { armUrl, locksApiVersion, virtualMachineApiVersion } from "../../arm/api";
import { isNotFound } from "../../arm/errors";
import { asObject } from "../../arm/errors";
import { objectsIn } from "../../arm/azure-object";
import { onDemandRetentionInDays } from "../../azure/backup-limits";
import { machinesQuery, restorePointCollectionsQuery } from "../../azure/resource-graph-queries";
import { changeEach, changeInTurn, type ChangeEnd } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import type { FleetScope } from "../run/fleet-scope";
import { begin, type WorkEnd, watch } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import { queryAll } from "../run/resource-graph";
import { inRun, type Run } from "../run/run";
import {
  type CleanUpChoice,
  type CleanUpPlan,
  cleanUpPlan,
  type CleanUpStep,
  type CollectionPoints,
  orphanPlan,
} from "./clean-up-plan";
import { readLocks } from "./diagnosis/vault-reader";
import { findMachine } from "./machine";
import { backUpNow } from "./on-demand-backup";
import { protectionOf } from "./protection";

/** So often a deletion that Azure gives up is begun again. Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout ("2 or 3 retries"). */
const mostTries = 4;

/** Between two looks at what Azure cleans up in hours, in milliseconds. */
const pauseBetweenLooks = 600_000;

export interface CleanUpInput extends CleanUpChoice {
  /** Name or id of the machine. */
  readonly machine: string;
  readonly scope?: FleetScope;
}

/** Plans to clean the instant recovery points of a machine up. Changes nothing. */
export function planRestorePointCleanUp(
  options: OperationOptions,
  input: CleanUpInput,
): Promise<CleanUpPlan> {
  return inRun(options, async (run) => {
    const { scope, machine: named } = input;
    const machine = await findMachine(run, named, scope);
    const [rows, lockIds, protection] = await Promise.all([
      queryAll(run, restorePointCollectionsQuery({ machineId: machine.id }), [
        machine.subscriptionId,
      ]),
      lockIdsOf(run, machine.subscriptionId),
      protectionOf(run, machine, scope?.subscriptions),
    ]);
    const collections = await Promise.all(rows.map(({ id }) => pointsOf(run, id)));
    const { item } = protection;
    return cleanUpPlan({ machine, collections, lockIds, item }, input);
  });
}

/** Plans to delete the restore points of machines that are gone. Changes nothing. */
export function planOrphanCleanUp(
  options: OperationOptions,
  { scope = {} }: { readonly scope?: FleetScope } = {},
): Promise<CleanUpPlan> {
  return inRun(options, async (run) => {
    const { subscriptions = [run.connection.subscriptionId], resourceGroups } = scope;
    const filter = resourceGroups === undefined ? {} : { resourceGroups };
    const [rows, machines, ...locks] = await Promise.all([
      queryAll(run, restorePointCollectionsQuery(filter), subscriptions),
      // Machines of every group: a collection stands in another one than its machine.
      queryAll(run, machinesQuery(), subscriptions),
      ...subscriptions.map((id) => lockIdsOf(run, id)),
    ]);
    const there = new Set(machines.map(({ id }) => id.toLowerCase()));
    return orphanPlan(rows, there, locks.flat());
  });
}

/** Carries a clean-up out. Steps for one machine are made in turn, deletions of orphans side by side. */
export function cleanUpRestorePoints(
  options: OperationOptions,
  plan: CleanUpPlan,
): Promise<ChangeReport> {
  return inRun(options, (run) =>
    plan.collections.length === 0
      ? changeEach(run, plan, (step) => deleteOrphan(run, step))
      : changeInTurn(run, plan, (step) => carryOut(run, plan, step)),
  );
}

function carryOut(run: Run, plan: CleanUpPlan, step: CleanUpStep): Promise<ChangeEnd> {
  switch (step.step) {
    case "removeLock":
      return begin(run, { method: "DELETE", url: armUrl(step.id, locksApiVersion) });
    case "backUp":
      return backUp(run, plan, step);
    case "waitForCleanUp":
      return waitForCleanUp(run, plan, step);
    case "deleteCollection":
      return deleteCollection(run, step);
  }
}

async function backUp(run: Run, { item }: CleanUpPlan, step: CleanUpStep): Promise<ChangeEnd> {
  if (item === undefined) {
    return { state: "failed", detail: "No vault backs the machine up." };
  }
  const retentionInDays = onDemandRetentionInDays;
  const end = await backUpNow(run, { item, retentionInDays, shownAs: step });
  return end.state === "failed" && "detail" in end && end.detail.includes(limitCode)
    ? {
        state: "succeeded",
        detail: "It failed, as expected the first time; Azure cleans up in the hours that follow.",
      }
    : end;
}

const limitCode = "UserErrorRpCollectionLimitReached";

async function waitForCleanUp(
  run: Run,
  { collections }: CleanUpPlan,
  { id }: CleanUpStep,
): Promise<ChangeEnd> {
  const before = collections.find((collection) => collection.id === id)?.points ?? 0;
  const end = await watch(
    run,
    collectionUrl(id),
    ({ body }) => (pointsIn(body) < before ? pointsIn(body) : undefined),
    pauseBetweenLooks,
  );
  return end.state === "seen"
    ? { state: "succeeded", detail: `${end.seen} of ${before} points are left.` }
    : end;
}

/** Deletes a collection; one that Azure gives up is begun again. */
async function deleteCollection(run: Run, { id }: CleanUpStep): Promise<ChangeEnd> {
  let end: WorkEnd | undefined;
  for (let tries = 1; tries <= mostTries; tries++) {
    try {
      end = await begin(run, { method: "DELETE", url: armUrl(id, virtualMachineApiVersion) });
    } catch (error) {
      if (isNotFound(error)) {
        return { state: "succeeded", detail: "It is gone." };
      }
      throw error;
    }
    if (end.state !== "failed") {
      return end.state === "succeeded" && tries > 1
        ? { state: "succeeded", detail: `It took ${tries} tries.` }
        : end;
    }
  }
  return end ?? { state: "failed", detail: "It was not tried." };
}

/** Looks whether the machine is gone indeed before its points are deleted. */
async function deleteOrphan(run: Run, step: CleanUpStep): Promise<ChangeEnd> {
  const collection = await run.client.getOrUndefined(collectionUrl(step.id), run.signal);
  if (collection === undefined) {
    return { state: "succeeded", detail: "It is gone." };
  }
  const source = asObject(asObject(asObject(collection.body)?.properties)?.source)?.id;
  if (typeof source !== "string") {
    return { state: "failed", detail: "It does not tell whose it is, and stays." };
  }
  const machine = await run.client.getOrUndefined(
    armUrl(source, virtualMachineApiVersion),
    run.signal,
  );
  return machine === undefined
    ? deleteCollection(run, step)
    : { state: "failed", detail: `Its machine is there: ${source}. It stays.` };
}

async function pointsOf(run: Run, id: string): Promise<CollectionPoints> {
  const { body } = await run.client.get(collectionUrl(id), run.signal);
  return { id, points: pointsIn(body) };
}

function pointsIn(body: unknown): number {
  return objectsIn(asObject(asObject(body)?.properties)?.restorePoints).length;
}

function collectionUrl(id: string): string {
  return `${armUrl(id, virtualMachineApiVersion)}&$expand=restorePoints`;
}

async function lockIdsOf(run: Run, subscriptionId: string): Promise<string[]> {
  return (await readLocks(run, subscriptionId)).map(({ id }) => id);
}
