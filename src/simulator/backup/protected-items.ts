import { readBackupPolicy } from "../../azure/backup-policy-body";
import {
  asArray,
  asObject,
  asText,
  type JsonObject,
  valueAt,
  withoutUndefined,
  numberOf,
} from "../json";
import type { StoredResource } from "../estate";
import type { Call, Operation, Platform } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { vaultType } from "../site-recovery/vault-entities";
import {
  backupItemType,
  backupPaths,
  examples,
  isSoftDeleted,
  itemsOf,
  requireBackupVault,
  requireItem,
} from "./backup-paths";
import { deleteItem } from "./item-deletion";
import { putItem } from "./item-write";
import { triggerBackup } from "./on-demand-backup";
import { policyOf } from "./policy-store";
import { recoveryPointsOf } from "./recovery-point-store";

const machines = `${examples}/AzureIaasVm`;

/** Protected items: the machines that a vault backs up, or still keeps backups of. */
export const protectedItemOperations: Operation[] = [
  {
    id: "ProtectedItems_Get",
    method: "GET",
    path: backupPaths.item,
    action: `${backupItemType}/read`,
    witness: `${machines}/Compute_ProtectedItem_Get.json`,
    handle: (call) => ({ status: 200, body: presentItem(call, requireItem(call)) }),
  },
  {
    id: "ProtectedItems_CreateOrUpdate",
    method: "PUT",
    path: backupPaths.item,
    action: `${backupItemType}/write`,
    witness: `${machines}/ConfigureProtection.json; ${machines}/StopProtection.json; learn.microsoft.com backup/backup-azure-arm-userestapi-backupazurevms (stop, resume, undelete)`,
    handle: (call) => putItem(call, presentItem),
  },
  {
    id: "ProtectedItems_Delete",
    method: "DELETE",
    path: backupPaths.item,
    action: `${backupItemType}/delete`,
    witness: `${examples}/Common/ProtectedItem_Delete.json`,
    handle: deleteItem,
  },
  {
    id: "BackupProtectedItems_List",
    method: "GET",
    path: `${backupPaths.vault}/backupProtectedItems`,
    action: `${vaultType}/backupProtectedItems/read`,
    witness: `${machines}/BackupProtectedItems_List.json`,
    handle: listItems,
  },
  {
    id: "Backups_Trigger",
    method: "POST",
    path: `${backupPaths.item}/backup`,
    action: `${backupItemType}/backup/action`,
    witness: `${examples}/Common/TriggerBackup_Post.json`,
    handle: triggerBackup,
  },
];

function listItems(call: Call): ReturnType<Operation["handle"]> {
  const vault = requireBackupVault(call);
  const filter = readFilter(call.query.$filter);
  const comparisons: Readonly<Record<string, string>> = {
    backupmanagementtype: "properties.backupManagementType",
    itemtype: "properties.workloadType",
    policyname: "properties.policyName",
    containername: "properties.containerName",
    healthstate: "properties.healthStatus",
    friendlyname: "properties.friendlyName",
  };
  const items = itemsOf(call, vault.id)
    .map((item) => presentItem(call, item))
    .filter((item) =>
      Object.entries(comparisons).every(([name, path]) => {
        const wanted = filter.get(name)?.toLowerCase();
        return wanted === undefined || asText(valueAt(item, path))?.toLowerCase() === wanted;
      }),
    );
  return { status: 200, body: page(call, items) };
}

/** An item as a client reads it. Shape: Compute_ProtectedItem_Get.json. */
export function presentItem(platform: Platform, item: StoredResource): JsonObject {
  const properties = asObject(item.properties);
  const policy = policyOf(platform, item);
  const points = recoveryPointsOf(platform, item.id);
  return {
    ...item,
    properties: withoutUndefined({
      ...properties,
      healthDetails: asArray(properties.healthDetails),
      kpisHealths: {},
      // Empty and not missing without a policy: Azure/azure-cli test_backup_softdelete.yaml.
      policyName: policy?.name ?? "",
      isArchiveEnabled: false,
      policyType:
        policy === undefined ? undefined : readBackupPolicy(asObject(policy.properties)).type,
      extendedInfo: withoutUndefined({
        oldestRecoveryPoint: points[0]?.time,
        newestRecoveryPointInVault: points.filter(({ inVault }) => inVault).at(-1)?.time,
        recoveryPointCount: points.length,
        policyInconsistent: false,
      }),
      deferredDeleteTimeRemaining: isSoftDeleted(item)
        ? remaining(platform, properties)
        : undefined,
    }),
  };
}

/** Time until a soft-deleted item is gone, as `days.hours:minutes:seconds`. */
function remaining({ clock }: Pick<Platform, "clock">, properties: JsonObject): string {
  const deletedAt = Date.parse(asText(properties.deferredDeleteTimeInUTC) ?? "");
  const days = numberOf(properties.softDeleteRetentionPeriodInDays ?? 0);
  const left = Math.max(0, deletedAt + days * 86_400_000 - clock.now().getTime());
  const whole = Math.floor(left / 86_400_000);
  return `${whole}.${new Date(left % 86_400_000).toISOString().slice(11, 19)}`;
}
