import { isDeepStrictEqual } from "node:util";
import { asObject } from "../arm/errors";
import { protectionOfState, wasBackedUp } from "../azure/backup-jobs";
import type { BackupProtection } from "../azure/backup-destruction";
import { undeletedItem } from "../azure/backup-item-bodies";
import { sameId } from "../azure/resource-id";
import type { Properties } from "../plugin/handlers";
import { virtualMachineType } from "../arm/api";
import { defined, textOf, type AzureObject } from "../arm/azure-object";
import { lunsIn } from "./backup-item-inputs";

/** What Azure holds of a machine's protection, in the words of a program. */
export interface BackupItemReading {
  readonly policyId: string | undefined;
  readonly protection: BackupProtection;
  readonly includedDiskLuns?: readonly number[];
  readonly excludedDiskLuns?: readonly number[];
}

/** Reads an item. */
export function readBackupItem({ properties }: AzureObject): BackupItemReading {
  const exclusion = asObject(asObject(properties.extendedProperties)?.diskExclusionProperties);
  const luns = Array.isArray(exclusion?.diskLunList)
    ? [...(exclusion.diskLunList as number[])].sort((left, right) => left - right)
    : [];
  const isInclusion = exclusion?.isInclusionList === true;
  return {
    policyId: textOf(properties.policyId),
    protection: protectionOfState(textOf(properties.protectionState) ?? ""),
    ...(exclusion !== undefined && isInclusion && { includedDiskLuns: luns }),
    ...(exclusion !== undefined && !isInclusion && luns.length > 0 && { excludedDiskLuns: luns }),
  };
}

/** Whether an item was deleted and is still kept. Source: azure-rest-api-specs recoveryservicesbackup, ProtectedItem. */
export function isDeletedSoftly({ properties }: AzureObject): boolean {
  return properties.isScheduledForDeferredDelete === true;
}

/** Whether nothing was backed up by an item yet, so that nobody can miss it. */
export function isUnused({ properties }: AzureObject): boolean {
  return !wasBackedUp(textOf(properties.lastBackupTime));
}

/** One property in which Azure and the program differ, as a clause. */
export function backupItemDifferences(inputs: Properties, object: AzureObject): string[] {
  const held = readBackupItem(object);
  const asked = lunsIn(inputs);
  const isStopped = held.protection !== "Active" && held.policyId === undefined;
  const shown = (value: unknown): string =>
    value === undefined ? "not set" : JSON.stringify(value);
  return [
    ...(held.protection === inputs.protection
      ? []
      : [`protection is ${shown(held.protection)}, not ${shown(inputs.protection)}`]),
    ...(isStopped || sameId(held.policyId ?? "", textOf(inputs.policyId) ?? "")
      ? []
      : [`policyId is ${shown(held.policyId)}, not ${shown(inputs.policyId)}`]),
    ...(["includedDiskLuns", "excludedDiskLuns"] as const)
      .filter((name) => !isDeepStrictEqual(held[name], asked[name]))
      .map((name) => `${name} is ${shown(held[name])}, not ${shown(asked[name])}`),
  ];
}

/**
 * The body with which a machine is backed up as asked for. Source: ConfigureProtection.json; the disks from
 * learn.microsoft.com backup/backup-azure-arm-userestapi-backupazurevms.
 *
 * @param before - The item as it is; left out when there is none.
 */
export function protectingBody(inputs: Properties, before: AzureObject | undefined): object {
  const { includedDiskLuns, excludedDiskLuns } = lunsIn(inputs);
  const diskLunList = includedDiskLuns ?? excludedDiskLuns;
  const held = before === undefined ? {} : readBackupItem(before);
  const isListed = "includedDiskLuns" in held || "excludedDiskLuns" in held;
  return {
    properties: {
      protectedItemType: virtualMachineType,
      sourceResourceId: inputs.virtualMachineId,
      policyId: inputs.policyId,
      ...(diskLunList !== undefined && {
        extendedProperties: {
          diskExclusionProperties: {
            diskLunList,
            isInclusionList: includedDiskLuns !== undefined,
          },
        },
      }),
      // As az backup takes a list away: Azure/azure-cli backup/custom.py (resetexclusionsettings).
      ...(diskLunList === undefined && isListed && { extendedProperties: {} }),
    },
  };
}

/** The body that stops backups and keeps their recovery points. Source: StopProtection.json; learn.microsoft.com powershell Disable-AzRecoveryServicesBackupProtection. */
export function stoppingBody(inputs: Properties, state: "Stopped" | "Suspended"): object {
  return {
    properties: {
      protectedItemType: virtualMachineType,
      sourceResourceId: inputs.virtualMachineId,
      ...(state === "Suspended" && { policyId: inputs.policyId }),
      protectionState: state === "Suspended" ? "BackupsSuspended" : "ProtectionStopped",
    },
  };
}

/** The body that brings back what was deleted softly; its protection is stopped then. */
export function undeletingBody(inputs: Properties): object {
  return undeletedItem(textOf(inputs.virtualMachineId) ?? "");
}

/** What only Azure tells. */
export function toldOf({ properties }: AzureObject): Properties {
  return {
    protectionState: textOf(properties.protectionState) ?? "",
    healthStatus: textOf(properties.healthStatus) ?? "",
  };
}

/** Inputs as Azure holds them; the program's spelling stays where it means the same. */
export function heldInputs(object: AzureObject, given: Properties, vaultId: string): Properties {
  const held = readBackupItem(object);
  const keep = (name: string, value: string | undefined): unknown => {
    const before = textOf(given[name]);
    return value === undefined || (before !== undefined && sameId(before, value)) ? before : value;
  };
  return defined({
    ...given,
    vaultId: keep("vaultId", vaultId),
    virtualMachineId: keep("virtualMachineId", textOf(object.properties.sourceResourceId)),
    policyId: keep("policyId", held.policyId),
    protection: held.protection,
    onDestroy: given.onDestroy ?? "Stopped",
    includedDiskLuns: held.includedDiskLuns,
    excludedDiskLuns: held.excludedDiskLuns,
  });
}

/** Outputs: what follows from the inputs, and what only Azure tells. */
export function outputsOfBackupItem(inputs: Properties, told: Properties): Properties {
  const names = [
    "vaultId",
    "virtualMachineId",
    "policyId",
    "includedDiskLuns",
    "excludedDiskLuns",
    "protection",
  ];
  return { ...defined(Object.fromEntries(names.map((name) => [name, inputs[name]]))), ...told };
}
