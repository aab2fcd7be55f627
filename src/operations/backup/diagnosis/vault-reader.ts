import { armUrl, backupApiVersion, virtualMachineApiVersion } from "../../../arm/api";
import {
  asAzureObject,
  azureObject,
  type AzureObject,
  objectsIn,
  textOf,
} from "../../../arm/azure-object";
import { asObject } from "../../../arm/errors";
import type {
  CollectionFacts,
  ItemFacts,
  JobFacts,
  LockFacts,
} from "../../../azure/backup-diagnosis/facts";
import { wasBackedUp } from "../../../azure/backup-jobs";
import { subscriptionScope } from "../../../azure/resource-id";
import { vaultHolding } from "../../../azure/vault";
import { locksApiVersion } from "../../../arm/api";
import type { Run } from "../../run/run";
import type { BackupJob } from "../jobs";
import { dateOf } from "./machine-reader";
import { told } from "./told";

/** Reads an item as its vault has it now; `undefined` when it is gone. */
export async function readItem(run: Run, itemId: string): Promise<ItemFacts | undefined> {
  const answer = await run.client.getOrUndefined(armUrl(itemId, backupApiVersion), run.signal);
  return answer === undefined ? undefined : itemOf(azureObject(answer), itemId);
}

/** Shape: Compute_ProtectedItem_Get.json. */
export function itemOf({ id: own, properties }: AzureObject, askedFor: string): ItemFacts {
  const id = own ?? askedFor;
  const lastBackupTime = textOf(properties.lastBackupTime);
  const disks = asObject(asObject(properties.extendedProperties)?.diskExclusionProperties);
  const luns = numbersIn(disks?.diskLunList);
  return {
    id,
    vaultId: vaultHolding(id) ?? "",
    protectionState: textOf(properties.protectionState) ?? "",
    isSoftDeleted: properties.isScheduledForDeferredDelete === true,
    healthStatus: textOf(properties.healthStatus) ?? "",
    lastBackupStatus: textOf(properties.lastBackupStatus) ?? "",
    lastBackupAt: wasBackedUp(lastBackupTime) ? dateOf(lastBackupTime) : undefined,
    policyId: textOf(properties.policyId) ?? "",
    ...(disks === undefined
      ? {}
      : disks.isInclusionList === true
        ? { includedDiskLuns: luns }
        : { excludedDiskLuns: luns }),
  };
}

/** Reads the restore points of a collection; why they cannot be read stands in their place. */
export async function readCollection(run: Run, id: string): Promise<CollectionFacts> {
  const url = `${armUrl(id, virtualMachineApiVersion)}&$expand=restorePoints`;
  const answer = await told("The restore points", run.client.get(url, run.signal));
  if ("reason" in answer) {
    return { id, points: answer };
  }
  const { properties } = azureObject(answer.value);
  const points = objectsIn(properties.restorePoints).map((point) => ({
    name: textOf(point.name) ?? "",
    takenAt: dateOf(textOf(asObject(point.properties)?.timeCreated)),
  }));
  return { id, points: { value: points } };
}

/** All locks of a subscription: those above, at and below a group alike. */
export async function readLocks(run: Run, subscriptionId: string): Promise<LockFacts[]> {
  const below = "providers/Microsoft.Authorization/locks";
  const url = armUrl(subscriptionScope(subscriptionId), locksApiVersion, below);
  return (await run.client.list(url, run.signal)).map((lock) => {
    const { id = "", properties } = asAzureObject(lock);
    return { id, level: textOf(properties.level) ?? "" };
  });
}

export function jobFacts(job: BackupJob): JobFacts {
  const [error] = job.errors;
  return {
    id: job.id,
    vaultId: job.vaultId,
    operation: job.operation,
    status: job.status,
    startedAt: new Date(job.startedAt),
    endedAt: dateOf(job.endedAt),
    errorCode: error?.code,
    ...(error === undefined
      ? {}
      : {
          errorMessage: job.underlyingError ?? error.message,
          recommendations: error.recommendations,
        }),
    ...(job.tasks.length === 0 ? {} : { tasks: job.tasks }),
  };
}

function numbersIn(value: unknown): number[] {
  return Array.isArray(value)
    ? value.filter((each): each is number => typeof each === "number")
    : [];
}
