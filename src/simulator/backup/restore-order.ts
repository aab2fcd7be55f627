import { normalizeRegion } from "../../azure/regions";
import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import { ArmError, type Call, type LinkedScope } from "../operation";
import { requireBody } from "../resource-manager/resource-write";
import { sourceOf } from "./clean-up";
import type { RecoveryPoint } from "./recovery-point-store";

export type RestoreType = "AlternateLocation" | "OriginalLocation" | "RestoreDisks";

/** What a restore is to make: all that it takes to do it later. Ids as they were given. */
export interface RestoreOrder {
  readonly type: RestoreType;
  readonly point: RecoveryPoint;
  readonly machineId: string;
  readonly machineName: string;
  readonly region: string;
  /** ISO 8601. */
  readonly orderedAt: string;
  readonly storageAccountId: string;
  /** Left out for disks that go into the storage account as they are. */
  readonly targetGroupId?: string;
  readonly targetMachineId?: string;
  readonly subnetId?: string;
  readonly zones?: readonly string[];
}

const types: readonly RestoreType[] = ["AlternateLocation", "OriginalLocation", "RestoreDisks"];

/**
 * Reads what a restore is asked for, and refuses what Azure Backup does not do: see
 * learn.microsoft.com backup/backup-azure-arm-restore-vms (restore options, storage accounts) and
 * backup/restore-azure-encrypted-virtual-machines.
 */
export function readRestoreOrder(
  call: Call,
  vault: StoredResource,
  item: StoredResource,
  point: RecoveryPoint,
): RestoreOrder {
  const sent = asObject(requireBody(call).properties);
  const type = types.find((known) => known === sent.recoveryType);
  if (sent.objectType !== "IaasVMRestoreRequest" || type === undefined) {
    throw invalidRestore(
      `Its objectType must be 'IaasVMRestoreRequest', its recoveryType one of ${types.join(", ")}.`,
    );
  }
  const machineId = sourceOf(item);
  if (!sameId(asText(sent.sourceResourceId) ?? "", machineId)) {
    throw invalidRestore(`The item protects '${machineId}', and not the sourceResourceId.`);
  }
  const region = asText(vault.location) ?? "";
  if (normalizeRegion(asText(sent.region) ?? "") !== region) {
    throw invalidRestore(`The region must be the vault's, '${region}'.`);
  }
  const group = asText(sent.targetResourceGroupId);
  const order: RestoreOrder = {
    type,
    point,
    machineId,
    machineName: machineId.slice(machineId.lastIndexOf("/") + 1),
    region,
    orderedAt: call.clock.now().toISOString(),
    storageAccountId: storageAccountOf(call, sent, region),
    ...(group === undefined ? {} : { targetGroupId: group }),
    ...zonesOfOrder(sent, vault, point),
    ...(type === "AlternateLocation" ? newMachine(sent) : {}),
  };
  requireRestorable(call, order);
  return order;
}

/** The staging location. Source: learn.microsoft.com backup/backup-azure-arm-restore-vms (storage accounts). */
function storageAccountOf(call: Call, sent: JsonObject, region: string): string {
  const id = asText(sent.storageAccountId) ?? "";
  const account = call.estate.get(id);
  if (account?.location !== region) {
    throw invalidRestore(`The storage account '${id}' must be there, in the vault's region.`);
  }
  if (asText(valueAt(account, "sku.name"))?.endsWith("_ZRS") === true) {
    throw invalidRestore(`The storage account '${id}' must not be zone-redundant.`);
  }
  return account.id;
}

/** Other zones take a vault that is zone-redundant or restores across regions, and data that is in it. */
function zonesOfOrder(
  sent: JsonObject,
  vault: StoredResource,
  point: RecoveryPoint,
): Pick<RestoreOrder, "zones"> {
  if (sent.zones === undefined) {
    return {};
  }
  const zones = asArray(sent.zones).map(String);
  const settings = asObject(valueAt(vault, "properties.redundancySettings"));
  const across =
    settings.standardTierStorageRedundancy === "ZoneRedundant" ||
    settings.crossRegionRestore === "Enabled";
  if (zones.join() !== (point.zones ?? []).join() && !(across && point.inVault)) {
    throw invalidRestore(
      "Another zone takes a zone-redundant vault, and data that has reached it.",
    );
  }
  return { zones };
}

function newMachine(sent: JsonObject): Pick<RestoreOrder, "targetMachineId" | "subnetId"> {
  return {
    targetMachineId: asText(sent.targetVirtualMachineId) ?? "",
    subnetId: asText(sent.subnetId) ?? "",
  };
}

function requireRestorable(call: Call, order: RestoreOrder): void {
  const { type, targetGroupId, targetMachineId = "", subnetId = "", point } = order;
  if (targetGroupId !== undefined && call.estate.get(targetGroupId) === undefined) {
    throw invalidRestore(`The resource group '${targetGroupId}' was not found.`);
  }
  if (type !== "RestoreDisks" && point.isEncrypted) {
    throw invalidRestore("Of an encrypted machine only the disks can be restored.");
  }
  if (type === "OriginalLocation" && call.estate.get(order.machineId) === undefined) {
    throw invalidRestore(`The virtual machine '${order.machineId}' is not there any more.`);
  }
  if (type !== "AlternateLocation") {
    return;
  }
  const inGroup = `${targetGroupId ?? ""}/providers/microsoft.compute/virtualmachines/`;
  if (
    targetGroupId === undefined ||
    !targetMachineId.toLowerCase().startsWith(inGroup.toLowerCase())
  ) {
    throw invalidRestore("The targetVirtualMachineId must stand in the targetResourceGroupId.");
  }
  if (call.estate.get(targetMachineId) !== undefined) {
    throw invalidRestore(`The virtual machine '${targetMachineId}' is there already.`);
  }
  const network = call.estate.get(subnetId.split("/").slice(0, -2).join("/"));
  if (call.estate.get(subnetId) === undefined || network?.location !== order.region) {
    throw invalidRestore(`The subnet '${subnetId}' must be there, in the vault's region.`);
  }
}

/** Rights beside those on the vault. Source: learn.microsoft.com backup/backup-rbac-rs-vault (restore). */
export function restoreLinks(order: RestoreOrder): LinkedScope[] {
  const { type, machineId, storageAccountId, targetGroupId, subnetId = "" } = order;
  const write = "Microsoft.Compute/virtualMachines/write";
  return [
    { action: write, scope: machineId },
    ...(type === "AlternateLocation"
      ? [
          { action: write, scope: targetGroupId ?? "" },
          {
            action: "Microsoft.Network/virtualNetworks/read",
            scope: subnetId.split("/").slice(0, -2).join("/"),
          },
          { action: "Microsoft.Network/virtualNetworks/subnets/join/action", scope: subnetId },
        ]
      : [{ action: "Microsoft.Storage/storageAccounts/write", scope: storageAccountId }]),
    ...(targetGroupId === undefined
      ? []
      : [
          {
            action: "Microsoft.Resources/subscriptions/resourceGroups/write",
            scope: targetGroupId,
          },
        ]),
  ];
}

function invalidRestore(reason: string): ArmError {
  return new ArmError(
    400,
    "UserErrorInvalidRestoreRequest",
    `The restore cannot be made as it was asked for. ${reason}`,
  );
}
