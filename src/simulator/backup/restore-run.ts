import { transferFromVaultTask } from "../../azure/backup-jobs";
import { deterministicGuid } from "../../azure/guid";
import { virtualMachineType } from "../compute/extensions";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { interfaceInSubnet, networkInterfaceType } from "../network/network-interfaces";
import { ArmError, type Platform } from "../operation";
import { type BackupFailure, backupFailures } from "./backup-failures";
import { secondsUntil } from "./clean-up";
import { type BackupJob, jobsOf, newJob, saveJob } from "./job-store";
import type { RestoreOrder } from "./restore-order";
import { attachedEntry, putRestoredDisks, setDiskOwner } from "./restored-disks";

/** Begins a restore with its job; from a snapshot it is quicker than from the vault. */
export function startRestore(
  platform: Platform,
  item: StoredResource,
  order: RestoreOrder,
): BackupJob {
  const { restoreFromSnapshotInSeconds, restoreFromVaultInSeconds } = platform.assumptions;
  const instant = platform.estate.get(order.point.restorePointId) !== undefined;
  const seconds = instant ? restoreFromSnapshotInSeconds : restoreFromVaultInSeconds;
  const due = new Date(platform.clock.now().getTime() + seconds * 1000);
  const job = newJob(platform, item, "Restore", {
    restore: order,
    dueTime: due.toISOString(),
    tasks: [{ taskId: transferFromVaultTask, status: "InProgress" }],
  });
  awaitRestore(platform, saveJob(platform, job));
  return job;
}

/** Ends a restore when its time has come; also again in a loaded estate. */
export function awaitRestore(platform: Platform, { vaultId, id, dueTime = "" }: BackupJob): void {
  const seconds = secondsUntil(platform, Date.parse(dueTime));
  platform.later("restores end, and what they make is there", seconds, () => {
    const job = jobsOf(platform, vaultId).get(id);
    if (job?.status === "InProgress" && job.restore !== undefined) {
      endRestore(platform, job, job.restore);
    }
  });
}

function endRestore(platform: Platform, job: BackupJob, order: RestoreOrder): void {
  const failure = failureOf(platform, order) ?? make(platform, order);
  const status = failure === undefined ? "Completed" : "Failed";
  saveJob(platform, {
    ...job,
    status,
    endTime: platform.clock.now().toISOString(),
    ...(failure === undefined ? {} : { failure }),
    tasks: job.tasks.map((task) => ({ ...task, status })),
  });
}

/** What went away since the restore was asked for. */
function failureOf(platform: Platform, order: RestoreOrder): BackupFailure | undefined {
  const gone = (id: string | undefined): boolean =>
    id !== undefined && platform.estate.get(id) === undefined;
  if (order.type === "OriginalLocation" && gone(order.machineId)) {
    const { number, message, recommendation } = backupFailures.BCMV2VMNotFound;
    return { code: "BCMV2VMNotFound", number, message, recommendation };
  }
  const [missing] = [order.targetGroupId, order.subnetId, order.storageAccountId].filter(gone);
  return missing === undefined
    ? undefined
    : {
        code: "UserErrorInvalidRestoreRequest",
        message: `'${missing}' is not there any more.`,
        recommendation: "Create it again, and restore once more.",
      };
}

/**
 * Disks that go into the storage account as they are leave nothing that is simulated: it has no data.
 *
 * Source of what each kind makes: learn.microsoft.com backup/backup-azure-arm-restore-vms (restore options).
 */
function make(platform: Platform, order: RestoreOrder): BackupFailure | undefined {
  switch (order.type) {
    case "RestoreDisks":
      if (order.targetGroupId !== undefined) {
        putRestoredDisks(platform, order);
      }
      return undefined;
    case "OriginalLocation":
      replaceDisks(platform, order);
      return undefined;
    case "AlternateLocation":
      return createMachine(platform, order);
  }
}

/** The machine gets the restored disks; those that it had stay, attached to nothing. */
function replaceDisks(platform: Platform, order: RestoreOrder): void {
  const machine = platform.estate.get(order.machineId);
  if (machine === undefined) {
    return;
  }
  const properties = asObject(machine.properties);
  const profile = asObject(properties.storageProfile);
  const targetGroupId =
    order.targetGroupId ?? machine.id.slice(0, machine.id.toLowerCase().indexOf("/providers/"));
  const restored = putRestoredDisks(platform, { ...order, targetGroupId });
  const points = order.point.disks ?? [];
  const replaced = (entry: unknown, lun: unknown): JsonObject => {
    const kept = asObject(entry);
    const disk = restored[points.findIndex((point) => point.lun === lun)];
    if (disk === undefined) {
      return kept;
    }
    setDiskOwner(platform, asText(valueAt(kept, "managedDisk.id")) ?? "", undefined);
    setDiskOwner(platform, disk.id, machine.id);
    return { ...attachedEntry(disk, kept, "None"), createOption: kept.createOption };
  };
  platform.estate.put({
    ...machine,
    properties: {
      ...properties,
      storageProfile: {
        ...profile,
        osDisk: replaced(profile.osDisk, undefined),
        dataDisks: asArray(profile.dataDisks).map((disk) => replaced(disk, valueAt(disk, "lun"))),
      },
    },
  });
}

/**
 * A machine with the restored disks and one network interface: no more than that is set up. When it
 * cannot be made, the disks stay.
 */
function createMachine(platform: Platform, order: RestoreOrder): BackupFailure | undefined {
  const id = order.targetMachineId ?? "";
  const name = id.slice(id.lastIndexOf("/") + 1);
  const [osDisk, ...dataDisks] = putRestoredDisks(platform, order);
  const nicId = `${order.targetGroupId ?? ""}/providers/${networkInterfaceType}/${name}-nic`;
  const nic = freshInterface(platform, nicId, order);
  if (osDisk === undefined || nic instanceof ArmError) {
    return {
      code: nic instanceof ArmError ? nic.code : "UserErrorInvalidRestoreRequest",
      message: nic instanceof ArmError ? nic.message : "The recovery point holds no disks.",
      recommendation: "Create the machine from the restored disks.",
    };
  }
  const attached = { ...asObject(nic.properties), virtualMachine: { id } };
  platform.estate.put({ ...nic, properties: attached });
  for (const disk of [osDisk, ...dataDisks]) {
    setDiskOwner(platform, disk.id, id);
  }
  const luns = (order.point.disks ?? []).slice(1).map(({ lun }) => lun);
  const zones = order.zones ?? order.point.zones;
  platform.estate.put(
    withoutUndefined({
      id,
      name,
      type: virtualMachineType,
      location: order.region,
      zones,
      properties: {
        vmId: deterministicGuid("virtual machine", id, platform.clock.now().toISOString()),
        hardwareProfile: { vmSize: order.point.machineSize },
        storageProfile: {
          osDisk: {
            osType: order.point.operatingSystem,
            ...attachedEntry(osDisk, {}, "ReadWrite"),
          },
          dataDisks: dataDisks.map((disk, i) => ({
            lun: luns[i],
            ...attachedEntry(disk, { toBeDetached: false }, "None"),
          })),
          diskControllerType: "SCSI",
        },
        networkProfile: { networkInterfaces: [{ id: nic.id }] },
        timeCreated: platform.clock.now().toISOString(),
        provisioningState: "Succeeded",
      },
    }),
  );
  return undefined;
}

/** The network interface of a new machine; the error of a subnet that is full. */
function freshInterface(
  platform: Platform,
  nicId: string,
  order: RestoreOrder,
): StoredResource | ArmError {
  try {
    return interfaceInSubnet(platform, nicId, order.subnetId ?? "", order.region);
  } catch (error) {
    if (error instanceof ArmError) {
      return error;
    }
    throw error;
  }
}
