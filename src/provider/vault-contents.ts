import type { ArmClient } from "../arm/arm-client";
import { asObject } from "../arm/errors";
import { parseResourceId } from "../azure/resource-id";
import type { VaultContents } from "../azure/vault";
import { armUrl, backupApiVersion, siteRecoveryUrl, vaultApiVersion } from "../arm/api";
import { asAzureObject, azureObject, textOf, type AzureObject } from "../arm/azure-object";

/** A vault as Azure holds it; `undefined` when there is none. */
export async function findVault(
  client: ArmClient,
  vaultId: string,
  signal: AbortSignal,
): Promise<AzureObject | undefined> {
  const found = await client.getOrUndefined(armUrl(vaultId, vaultApiVersion), signal);
  return found === undefined ? undefined : azureObject(found);
}

/** A vault's backup items that are not deleted yet, whatever they are backups of. */
export async function backupItemsIn(
  client: ArmClient,
  vaultId: string,
  signal: AbortSignal,
): Promise<AzureObject[]> {
  const url = armUrl(vaultId, backupApiVersion, "backupProtectedItems");
  const items = (await client.list(url, signal)).map(asAzureObject);
  return items.filter(({ properties }) => properties.isScheduledForDeferredDelete !== true);
}

/** What a vault holds, for the rule on its deletion. */
export async function contentsOf(
  client: ArmClient,
  vault: AzureObject,
  known: { readonly vaultId: string; readonly softDeletionAllowed: boolean },
  signal: AbortSignal,
): Promise<{ readonly contents: VaultContents; readonly items: readonly AzureObject[] }> {
  const { vaultId } = known;
  const replicated = await client.list(
    siteRecoveryUrl(vaultId, "replicationProtectedItems"),
    signal,
  );
  const items = await backupItemsIn(client, vaultId, signal);
  const security = asObject(vault.properties.securitySettings);
  return {
    items,
    contents: {
      ...known,
      replicated: replicated.map((item) => nameOf(asAzureObject(item))),
      backedUp: items.map(nameOf),
      immutability: textOf(asObject(security?.immutabilitySettings)?.state),
    },
  };
}

export function nameOf({ id, properties }: AzureObject): string {
  return textOf(properties.friendlyName) ?? parseResourceId(id ?? "").name;
}
