/*
 * How Azure Backup names what it makes. Source: learn.microsoft.com
 * backup/backup-azure-arm-userestapi-backupazurevms (containers and items),
 * backup/backup-azure-vms-introduction and backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout
 * (resource groups), real resource ids in public issues (collections and restore points).
 */

/** The one fabric of Azure Backup. */
export const backupFabricName = "Azure";

/** A machine as a container's or an item's name tells it. */
export interface BackedUpMachine {
  readonly resourceGroupName: string;
  readonly machineName: string;
}

/** Name of a machine's container, `IaasVMContainer;iaasvmcontainerv2;{group};{machine}`. */
export function backupContainerName({ resourceGroupName, machineName }: BackedUpMachine): string {
  return `IaasVMContainer;iaasvmcontainerv2;${resourceGroupName};${machineName}`;
}

/** Name of a machine's protected item, `VM;iaasvmcontainerv2;{group};{machine}`. */
export function backupItemName({ resourceGroupName, machineName }: BackedUpMachine): string {
  return `VM;iaasvmcontainerv2;${resourceGroupName};${machineName}`;
}

/** The machine that a container's name tells, whatever its case; `undefined` when it is no such name. */
export function machineOfContainer(name: string): BackedUpMachine | undefined {
  return machineOf(name, /^(?:IaasVMContainer;)?iaasvmcontainerv2;([^;]+);([^;]+)$/i);
}

/** The machine that an item's name tells, whatever its case; `undefined` when it is no such name. */
export function machineOfItem(name: string): BackedUpMachine | undefined {
  return machineOf(name, /^VM;iaasvmcontainerv2;([^;]+);([^;]+)$/i);
}

function machineOf(name: string, form: RegExp): BackedUpMachine | undefined {
  const [, resourceGroupName, machineName] = form.exec(name) ?? [];
  return resourceGroupName === undefined || machineName === undefined
    ? undefined
    : { resourceGroupName, machineName };
}

/** Longest name of a resource group for restore points. */
export const longestRestorePointGroupName = 74;

/**
 * Name of a resource group into which the service puts restore-point collections.
 *
 * @param options.region - Region of the machine, for example `northeurope`.
 * @param options.number - From 1, the next one when a group is full.
 * @param options.prefix - A policy's own prefix. Defaults to `AzureBackupRG_{region}_`.
 * @param options.suffix - A policy's own suffix. Defaults to none; only used with a prefix.
 */
export function restorePointGroupName(options: {
  readonly region: string;
  readonly number: number;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}): string {
  const { region, number, prefix, suffix } = options;
  return prefix === undefined || prefix === ""
    ? `AzureBackupRG_${region}_${number}`
    : `${prefix}${number}${suffix ?? ""}`;
}

/** Whether a resource group has the name that the service gives by itself. */
export function isBackupResourceGroup(name: string): boolean {
  return /^AzureBackupRG_[a-z0-9]+_\d+$/i.test(name);
}

/** Name of a machine's restore-point collection, `AzureBackup_{machine}_{number}`. */
export function restorePointCollectionName(machineName: string, number: number): string {
  return `AzureBackup_${machineName}_${number}`;
}

/**
 * Whether a restore-point collection has a name that the service gives, now or before 2019
 * (`AzureBackup_{machine}`). Others hold restore points that somebody took without Azure Backup.
 */
export function isBackupCollection(name: string): boolean {
  return /^AzureBackup(RG)?_/i.test(name);
}

/** Name of a restore point, `AzureBackup_{yyyyMMdd}_{HHmmss}` in UTC. */
export function restorePointName(moment: Date): string {
  const [date = "", time = ""] = moment.toISOString().split("T");
  return `AzureBackup_${date.replaceAll("-", "")}_${time.slice(0, 8).replaceAll(":", "")}`;
}
