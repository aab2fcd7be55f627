import { armUrl, locksApiVersion, virtualMachineApiVersion } from "../../arm/api";
import { azureObject, textOf } from "../../arm/azure-object";
import { asObject, isNotFound } from "../../arm/errors";
import type { LockFacts } from "../../azure/backup-diagnosis/facts";
import { mostInstantRecoveryPoints, onDemandRetentionInDays } from "../../azure/backup-limits";
import { changeEach, changeInTurn, type ChangeEnd } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import type { FleetScope } from "../run/fleet-scope";
import { begin, type WorkEnd, watch } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import type { Run } from "../run/run";
import { inBackupRun } from "./backup-run";
import { collectionsOf, orphansIn } from "./clean-up-facts";
import { type CleanUpChoice, cleanUpPlan } from "./clean-up-plan";
import type { CleanUpPlan, CleanUpStep } from "./clean-up-steps";
import { collectionUrl, pointsIn } from "./collection-points";
import { readLocks } from "./diagnosis/vault-reader";
import { findMachine } from "./machine";
import { machinePresence } from "./machine-presence";
import { backUpNow } from "./on-demand-backup";
import { orphanPlan } from "./orphan-plan";
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
  return inBackupRun(options, async (run) => {
    const { scope, machine: named } = input;
    const machine = await findMachine(run, named, scope);
    const [collections, locks, protection] = await Promise.all([
      collectionsOf(run, machine),
      readLocks(run, machine.subscriptionId),
      protectionOf(run, machine, scope?.subscriptions),
    ]);
    const { item } = protection;
    return cleanUpPlan({ machine, collections, locks, item }, input);
  });
}

/** Plans to delete the restore points of machines that are gone. Changes nothing. */
export function planOrphanCleanUp(
  options: OperationOptions,
  { scope = {} }: { readonly scope?: FleetScope } = {},
): Promise<CleanUpPlan> {
  return inBackupRun(options, async (run) => {
    const orphans = await orphansIn(run, scope);
    const locks: LockFacts[] = [];
    for (const subscriptionId of orphans.length === 0
      ? []
      : run.subscriptionsOf(scope.subscriptions)) {
      locks.push(...(await readLocks(run, subscriptionId)));
    }
    return orphanPlan(orphans, locks);
  });
}

/** Carries a clean-up out. Steps for one machine are made in turn, deletions of orphans side by side. */
export function cleanUpRestorePoints(
  options: OperationOptions,
  plan: CleanUpPlan,
): Promise<ChangeReport> {
  return inBackupRun(options, (run) =>
    plan.changes.every(({ step }) => step === "deleteOrphan")
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
      return waitForCleanUp(run, plan);
    case "deleteCollection":
      return deleteCollection(run, step);
    case "deleteOrphan":
      return deleteOrphan(run, step);
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

/** Looks at the collections until there is room for another point in all of them together. */
async function waitForCleanUp(run: Run, { collections }: CleanUpPlan): Promise<ChangeEnd> {
  const left = new Map(collections.map(({ id, points }) => [id, points]));
  const before = sumOf(left);
  const ends = await Promise.all(
    collections.map(({ id }) =>
      watch(
        run,
        collectionUrl(id),
        (answer) => {
          left.set(id, pointsIn(id, answer).points);
          return sumOf(left) < mostInstantRecoveryPoints ? true : undefined;
        },
        pauseBetweenLooks,
      ),
    ),
  );
  const unseen = ends.find((end) => end.state !== "seen");
  return unseen ?? { state: "succeeded", detail: `${sumOf(left)} of ${before} points are left.` };
}

function sumOf(points: ReadonlyMap<string, number>): number {
  return [...points.values()].reduce((sum, each) => sum + each, 0);
}

/** Deletes a collection; a deletion that Azure gives up is begun again. */
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
  const answer = await run.client.getOrUndefined(collectionUrl(step.id), run.signal);
  if (answer === undefined) {
    return { state: "succeeded", detail: "It is gone." };
  }
  const source = textOf(asObject(azureObject(answer).properties.source)?.id);
  if (source === undefined) {
    return { state: "failed", detail: "It does not tell whose it is, and stays." };
  }
  switch (await machinePresence(run, source)) {
    case "deleted":
      return deleteCollection(run, step);
    case "seen":
      return { state: "failed", detail: `Its machine is there: ${source}. It stays.` };
    case "not seen":
      return { state: "failed", detail: `Whether its machine is gone cannot be read: ${source}.` };
  }
}
