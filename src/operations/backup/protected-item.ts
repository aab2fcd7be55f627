import { armUrl, backupApiVersion } from "../../arm/api";
import {
  asAzureObject,
  azureObject,
  type AzureObject,
  objectsIn,
  textOf,
  textsIn,
} from "../../arm/azure-object";
import { wasBackedUp } from "../../azure/backup-jobs";
import { parseResourceId } from "../../azure/resource-id";
import { vaultHolding } from "../../azure/vault";
import type { Run } from "../run/run";

/** A machine in a vault, as Azure Backup tells of it now. */
export interface ProtectedItem {
  readonly id: string;
  readonly vaultId: string;
  readonly vaultName: string;
  /** As the vault writes it. */
  readonly machineId: string;
  readonly machineName: string;
  /** One of `protectionStates`. */
  readonly protectionState: string;
  readonly healthStatus: string;
  readonly healthDetails: readonly HealthDetail[];
  readonly policyId: string | undefined;
  readonly policyName: string | undefined;
  /** `undefined` when there was no backup. */
  readonly lastBackupStatus: string | undefined;
  readonly lastBackupTime: string | undefined;
  readonly lastRecoveryPoint: string | undefined;
  /** Whether it was deleted and is kept for a while. */
  readonly isSoftDeleted: boolean;
}

export interface HealthDetail {
  /** Azure's number for the code; `undefined` where it tells none. */
  readonly code: number | undefined;
  /** The code in words, for example `UserErrorGuestAgentStatusUnavailable`. */
  readonly title: string;
  readonly message: string;
  readonly recommendations: readonly string[];
}

/** Reads an item; `undefined` when the vault has it no more. */
export async function readProtectedItem(
  run: Run,
  itemId: string,
): Promise<ProtectedItem | undefined> {
  const answer = await run.client.getOrUndefined(armUrl(itemId, backupApiVersion), run.signal);
  return answer === undefined ? undefined : protectedItemOf(azureObject(answer), itemId);
}

/** All items of machines in a vault, those that were deleted softly too. */
export async function itemsOfVault(run: Run, vaultId: string): Promise<ProtectedItem[]> {
  const filter = "backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'";
  const url = `${armUrl(vaultId, backupApiVersion, "backupProtectedItems")}&$filter=${encodeURIComponent(filter)}`;
  return (await run.client.list(url, run.signal)).map((item) =>
    protectedItemOf(asAzureObject(item), ""),
  );
}

function protectedItemOf({ id: told, properties }: AzureObject, askedFor: string): ProtectedItem {
  const id = told ?? askedFor;
  const vaultId = vaultHolding(id) ?? "";
  const lastBackupTime = textOf(properties.lastBackupTime);
  return {
    id,
    vaultId,
    vaultName: vaultId === "" ? "" : parseResourceId(vaultId).name,
    machineId: textOf(properties.sourceResourceId) ?? textOf(properties.virtualMachineId) ?? "",
    machineName: textOf(properties.friendlyName) ?? "",
    protectionState: textOf(properties.protectionState) ?? "",
    healthStatus: textOf(properties.healthStatus) ?? "",
    healthDetails: objectsIn(properties.healthDetails).map((detail) => ({
      code: typeof detail.code === "number" ? detail.code : undefined,
      title: textOf(detail.title) ?? "",
      message: textOf(detail.message) ?? "",
      recommendations: textsIn(detail.recommendations),
    })),
    policyId: textOf(properties.policyId),
    policyName: textOf(properties.policyName),
    lastBackupStatus: textOf(properties.lastBackupStatus),
    lastBackupTime: wasBackedUp(lastBackupTime) ? lastBackupTime : undefined,
    lastRecoveryPoint: textOf(properties.lastRecoveryPoint),
    isSoftDeleted: properties.isScheduledForDeferredDelete === true,
  };
}
