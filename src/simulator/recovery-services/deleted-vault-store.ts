import { type KeptItem, keptItemsOf, letGo, putBack } from "../backup/vault-items";
import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt, without } from "../json";
import type { Call, Operation, Platform } from "../operation";
import { vaultType } from "../site-recovery/vault-entities";

/** A vault that was deleted and is still kept, with the soft-deleted items that it had. */
export interface DeletedVault {
  readonly name: string;
  readonly location: string;
  /** ISO 8601. */
  readonly deletedAt: string;
  readonly purgeAt: string;
  readonly vault: StoredResource;
  readonly items: readonly KeptItem[];
}

/**
 * Whether an api-version deletes vaults softly.
 * Source: learn.microsoft.com backup/secure-by-default (API considerations: 2024-09-30-preview or later).
 */
export function deletesSoftly(apiVersion: string): boolean {
  return apiVersion >= "2024-09-30";
}

/** Deleted vaults by location and name, without case. */
export function deletedVaults({ estate }: Pick<Platform, "estate">): Map<string, DeletedVault> {
  return estate.notes<DeletedVault>("deleted vaults");
}

export function deletedVaultKey(location: string, name: string): string {
  return `${location}/${name}`.toLowerCase();
}

/** The deletion of a vault, which newer api-versions undo as long as it is kept. */
export function deletingSoftly(operation: Operation): Operation {
  return {
    ...operation,
    handle: (call) => {
      const id = call.path;
      if (!deletesSoftly(call.apiVersion) || call.estate.get(id) === undefined) {
        return operation.handle(call);
      }
      return operation.handle({
        ...call,
        begin: (work) =>
          call.begin({
            ...work,
            finish: () => {
              const vault = call.estate.get(id);
              const items = vault === undefined ? [] : keptItemsOf(call, vault.id);
              const outcome = work.finish();
              if (vault !== undefined) {
                keep(call, vault, items);
              }
              return outcome;
            },
          }),
      });
    },
  };
}

/** Several deleted vaults can have one name: a later one is told apart by its time. */
function keep(call: Call, vault: StoredResource, items: readonly KeptItem[]): void {
  letGo(call, items);
  const now = call.clock.now();
  const location = asText(vault.location) ?? "";
  const days = Number(
    valueAt(
      vault,
      "properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays",
    ) ?? 14,
  );
  const taken = deletedVaults(call).has(deletedVaultKey(location, vault.name));
  const deleted: DeletedVault = {
    name: taken ? `${vault.name}-${now.getTime()}` : vault.name,
    location,
    deletedAt: now.toISOString(),
    purgeAt: new Date(now.getTime() + days * 86_400_000).toISOString(),
    // The identity of a vault ends with it.
    vault: { ...without(vault, "identity"), id: vault.id, name: vault.name, type: vaultType },
    items,
  };
  deletedVaults(call).set(deletedVaultKey(location, deleted.name), deleted);
  awaitPurge(call, deleted);
}

function awaitPurge(platform: Platform, { location, name, purgeAt }: DeletedVault): void {
  const seconds = Math.max(0, (Date.parse(purgeAt) - platform.clock.now().getTime()) / 1000);
  platform.later("a deleted vault is gone when its days have passed", seconds, () => {
    const key = deletedVaultKey(location, name);
    if (deletedVaults(platform).get(key)?.purgeAt === purgeAt) {
      deletedVaults(platform).delete(key);
    }
  });
}

/** Makes a deleted vault again, in the group that is asked for, with the items that it had. */
export function bringBack(platform: Platform, deleted: DeletedVault, vaultId: string): void {
  const { vault, items } = deleted;
  const properties = vault.properties as JsonObject;
  platform.estate.put({
    ...vault,
    id: vaultId,
    identity: { type: "None" },
    properties: { ...properties, provisioningState: "Succeeded" },
  });
  putBack(platform, items, (id) => `${vaultId}${id.slice(vault.id.length)}`);
  deletedVaults(platform).delete(deletedVaultKey(deleted.location, deleted.name));
}

/** Awaits the end of deleted vaults again, in a loaded estate. */
export function resumeDeletedVaults(platform: Platform): void {
  for (const deleted of deletedVaults(platform).values()) {
    awaitPurge(platform, deleted);
  }
}
