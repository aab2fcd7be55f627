import { isObject, type JsonObject } from "../json";
import type { Answer, Call, LongRunning, Operation } from "../operation";
import { vaultType } from "../site-recovery/vault-entities";
import { operationStatus } from "../resource-manager/long-running";
import {
  backupContainerType,
  backupItemType,
  backupJobType,
  backupPaths,
  backupPolicyType,
  examples,
  requireBackupVault,
} from "./backup-paths";

/** What backup work ends with: the job that it made, and what its `Location` answers. */
interface BackupOutcome {
  readonly jobId?: string | undefined;
  /** `null` for an empty 200; left out for 204. */
  readonly resource?: unknown;
}

/**
 * Begins work of Azure Backup on something below a vault.
 *
 * @param path - Path of what the work is on; the status addresses stand below it.
 * @param statusSegment - Segment of the status address, `operationsStatus` of an item, `operations` of a policy.
 */
export function beginBackupWork(
  call: Call,
  path: string,
  statusSegment: "operationsStatus" | "operations",
  finish: () => BackupOutcome,
): Answer {
  return call.begin({
    status: 202,
    headers: ["Azure-AsyncOperation", "Location"],
    statusPath: `${path}/${statusSegment}/{id}`,
    resultPath: `${path}/operationResults/{id}`,
    durationInSeconds: 20,
    retryAfterInSeconds,
    finish: () => ({ result: finish() }),
  });
}

/** Begins work that is told by its `Location` alone, as `refreshContainers` and `cancel` are. */
export function beginLocationWork(call: Call, path: string, finish: () => void): Answer {
  const work: LongRunning = {
    status: 202,
    headers: ["Location"],
    statusPath: `${path}/operationResults/{id}`,
    durationInSeconds: 20,
    retryAfterInSeconds,
    finish: () => {
      finish();
      return { result: {} };
    },
  };
  return call.begin(work);
}

/** The examples say 60; a shorter one lets clients wait no longer than the work takes. */
const retryAfterInSeconds = 10;

/** Shape: ProtectedItemOperationStatus.json. */
function jobOf({ result }: { readonly result: unknown }): object {
  const jobId = isObject(result) ? result.jobId : undefined;
  return typeof jobId === "string"
    ? { properties: { objectType: "OperationStatusJobExtendedInfo", jobId } satisfies JsonObject }
    : {};
}

function status(id: string, path: string, action: string, witness: string): Operation {
  const operation = operationStatus({ id, path: `${path}/{id}`, action, witness, body: jobOf });
  return { ...operation, handle: belowVault((call) => operation.handle(call)) };
}

function result(id: string, path: string, action: string, witness: string): Operation {
  return {
    id,
    method: "GET",
    path: `${path}/{id}`,
    action,
    witness,
    handle: belowVault((call) => {
      const answer = call.work.result(call.parameters.id ?? "");
      const outcome = isObject(answer.body) ? (answer.body as BackupOutcome) : undefined;
      if (answer.status !== 200 || outcome === undefined) {
        return answer;
      }
      const { resource } = outcome;
      return resource === undefined
        ? { status: 204 }
        : { status: 200, ...(resource === null ? {} : { body: resource }) };
    }),
  };
}

function belowVault(handle: (call: Call) => ReturnType<Operation["handle"]>): Operation["handle"] {
  return (call) => {
    requireBackupVault(call);
    return handle(call);
  };
}

const { vault, fabric, container, item, policy, job } = backupPaths;
const common = `${examples}/Common`;
const machines = `${examples}/AzureIaasVm`;
const rights = "learn.microsoft.com role-based-access-control/resource-provider-operations";

/** Where Azure Backup tells how its work goes: below what the work is on, and for the whole vault. */
export const backupWorkOperations: Operation[] = [
  status(
    "BackupOperationStatuses_Get",
    `${vault}/backupOperations`,
    `${vaultType}/backupOperations/read`,
    "azure-rest-api-specs recoveryservicesbackup (BackupOperationStatuses_Get); what az backup reads: Azure/azure-cli backup/custom_help.py",
  ),
  result(
    "BackupOperationResults_Get",
    `${vault}/backupOperationResults`,
    `${vaultType}/backupOperationResults/read`,
    `${common}/ProtectedItem_Delete_OperationResult.json`,
  ),
  status(
    "ProtectedItemOperationStatuses_Get",
    `${item}/operationsStatus`,
    `${backupItemType}/operationsStatus/read`,
    `${machines}/ProtectedItemOperationStatus.json`,
  ),
  result(
    "ProtectedItemOperationResults_Get",
    `${item}/operationResults`,
    `${backupItemType}/operationResults/read`,
    `${machines}/ProtectedItemOperationResults.json`,
  ),
  status(
    "ProtectionPolicyOperationStatuses_Get",
    `${policy}/operations`,
    `${backupPolicyType}/operations/read`,
    `${machines}/ProtectionPolicyOperationStatuses_Get.json`,
  ),
  result(
    "ProtectionPolicyOperationResults_Get",
    `${policy}/operationResults`,
    `${backupPolicyType}/operationResults/read`,
    `${machines}/ProtectionPolicyOperationResults_Get.json`,
  ),
  result(
    "ProtectionContainerRefreshOperationResults_Get",
    `${fabric}/operationResults`,
    `${vaultType}/backupFabrics/operationResults/read`,
    `${common}/RefreshContainers_OperationResults.json`,
  ),
  result(
    "ProtectionContainerOperationResults_Get",
    `${container}/operationResults`,
    `${backupContainerType}/operationResults/read`,
    rights,
  ),
  result(
    "JobOperationResults_Get",
    `${job}/operationResults`,
    `${backupJobType}/operationResults/read`,
    `${common}/CancelJobOperationResult.json`,
  ),
];
