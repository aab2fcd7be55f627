import { armUrl, backupApiVersion } from "../../arm/api";
import { textOf } from "../../arm/azure-object";
import { ArmRequestError, asObject } from "../../arm/errors";
import { isActivelyBackedUp } from "../../azure/backup-jobs";
import { sameId, subscriptionScope } from "../../azure/resource-id";
import { backupItemsQuery } from "../../azure/resource-graph-queries";
import { describeError } from "../run/operation-error";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import type { NamedMachine } from "./machine";
import { type ProtectedItem, readProtectedItem } from "./protected-item";

/** Which vaults know a machine. */
export interface MachineProtection {
  /** The item that backs it up, or once did: an active one first. `undefined` when no vault that may be read has one. */
  readonly item: ProtectedItem | undefined;
  /** Items of the machine in other vaults. */
  readonly otherItems: readonly ProtectedItem[];
  /** The vault that Azure Backup names as the machine's; it may be one that cannot be read. */
  readonly protectingVaultId: string | undefined;
  /** What could not be asked, sentences with the missing right. */
  readonly unknown: readonly string[];
}

/**
 * Finds the vaults that know a machine: Azure Resource Graph tells the items of all vaults that may
 * be read, Azure Backup itself the vault that protects it, whichever that is. Each item is then read
 * from its vault, for Resource Graph may be some minutes behind.
 *
 * Source: learn.microsoft.com backup/query-backups-using-azure-resource-graph; GetBackupStatus.json.
 */
export async function protectionOf(
  run: Run,
  machine: NamedMachine,
  subscriptions: readonly string[] = [machine.subscriptionId],
): Promise<MachineProtection> {
  const [rows, told] = await Promise.all([
    queryAll(run, backupItemsQuery({ machineIds: [machine.id] }), subscriptions),
    backupStatusOf(run, machine),
  ]);
  const ids = rows.map(({ id }) => id);
  const missed = told.itemId;
  if (missed !== undefined && !ids.some((id) => sameId(id, missed))) {
    ids.push(missed);
  }
  const unknown = [...told.unknown];
  const items = await Promise.all(
    ids.map(async (id) => {
      try {
        return await readProtectedItem(run, id);
      } catch (error) {
        unknown.push(refusalOf(error));
        return undefined;
      }
    }),
  );
  const [item, ...otherItems] = items
    .filter((each) => each !== undefined)
    .sort((one, other) => rank(one, told.vaultId) - rank(other, told.vaultId));
  return { item, otherItems, protectingVaultId: told.vaultId, unknown };
}

/**
 * What Azure refuses to tell is unknown; everything else goes on as the error that it is. A lock of
 * the kind `ReadOnly` keeps even a question from being asked that is a POST.
 */
function refusalOf(error: unknown): string {
  if (error instanceof ArmRequestError && (error.status === 403 || error.code === "ScopeLocked")) {
    return describeError(error);
  }
  throw error;
}

function rank(item: ProtectedItem, protectingVaultId: string | undefined): number {
  const isProtecting = protectingVaultId !== undefined && sameId(item.vaultId, protectingVaultId);
  const isActive = isActivelyBackedUp(item);
  return (isProtecting ? 0 : 4) + (item.isSoftDeleted ? 2 : 0) + (isActive ? 0 : 1);
}

interface BackupStatus {
  readonly vaultId: string | undefined;
  readonly itemId: string | undefined;
  readonly unknown: readonly string[];
}

/** Asks Azure Backup which vault a machine is protected by. Whoever holds a role at the vault alone may not ask. */
async function backupStatusOf(run: Run, machine: NamedMachine): Promise<BackupStatus> {
  const { id, location, subscriptionId } = machine;
  if (location === undefined) {
    return { vaultId: undefined, itemId: undefined, unknown: [] };
  }
  const url = armUrl(
    subscriptionScope(subscriptionId),
    backupApiVersion,
    `providers/Microsoft.RecoveryServices/locations/${location}/backupStatus`,
  );
  try {
    const answer = await run.client.post(url, { resourceType: "VM", resourceId: id }, run.signal);
    const body = asObject(answer.body);
    const vaultId = textOf(body?.vaultId);
    const [fabric, container, item] = [
      body?.fabricName,
      body?.containerName,
      body?.protectedItemName,
    ].map(textOf);
    const isNamed = vaultId !== undefined && container !== undefined && item !== undefined;
    return {
      vaultId,
      itemId: isNamed
        ? `${vaultId}/backupFabrics/${fabric ?? "Azure"}/protectionContainers/${container}/protectedItems/${item}`
        : undefined,
      unknown: [],
    };
  } catch (error) {
    return { vaultId: undefined, itemId: undefined, unknown: [refusalOf(error)] };
  }
}
