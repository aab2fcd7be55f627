import { backupServiceClientId } from "../../azure/backup-key-access";
import { deterministicGuid } from "../../azure/guid";
import { asArray, asText, type JsonObject, valueAt } from "../json";
import type { Platform } from "../operation";

/** Application id of Azure Backup's own service principal. */
export const backupManagementServiceClientId = backupServiceClientId;

/** Object id of Azure Backup's service principal, which differs from tenant to tenant. */
export function backupManagementServiceObjectId(tenantId: string): string {
  return deterministicGuid("Backup Management Service", tenantId);
}

/** The principal by which Azure Backup reads keys: each tenant with a vault has it. */
export function addBackupManagementService({ directory, tenantId }: Platform): void {
  directory.add({
    objectId: backupManagementServiceObjectId(tenantId),
    kind: "ServicePrincipal",
    displayName: "Backup Management Service",
    clientId: backupManagementServiceClientId,
  });
}

/** Source: learn.microsoft.com backup/backup-azure-vms-encryption. */
const needed = {
  keys: ["backup", "get", "list"],
  secrets: ["get", "list"],
  secretsWithoutKey: ["backup", "get", "list"],
  dataActions: [
    "Microsoft.KeyVault/vaults/keys/read",
    "Microsoft.KeyVault/vaults/keys/backup/action",
    "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    "Microsoft.KeyVault/vaults/secrets/getSecret/action",
    "Microsoft.KeyVault/vaults/secrets/backup/action",
  ],
};

/**
 * Whether Azure Backup may read what a disk is encrypted with.
 *
 * @param encryption - The disk's `encryptionSettings`; `undefined` for a disk that is not encrypted.
 */
export function mayReadKeys(platform: Platform, encryption: JsonObject | undefined): boolean {
  if (encryption === undefined) {
    return true;
  }
  const hasKey = encryption.keyEncryptionKey !== undefined;
  const vaultIds = ["diskEncryptionKey", "keyEncryptionKey"].flatMap(
    (name) => asText(valueAt(encryption, `${name}.sourceVault.id`)) ?? [],
  );
  return vaultIds.every((id) => mayRead(platform, id, hasKey));
}

function mayRead(platform: Platform, vaultId: string, hasKey: boolean): boolean {
  const vault = platform.estate.get(vaultId);
  const principalId = backupManagementServiceObjectId(platform.tenantId);
  if (valueAt(vault, "properties.enableRbacAuthorization") === true) {
    return needed.dataActions.every((action) =>
      platform.holds(principalId, action, vaultId, "dataAction"),
    );
  }
  const policies = asArray(valueAt(vault, "properties.accessPolicies")).filter(
    (policy) => asText(valueAt(policy, "objectId"))?.toLowerCase() === principalId,
  );
  const granted = (kind: "keys" | "secrets"): Set<unknown> =>
    new Set(
      policies.flatMap((policy) =>
        asArray(valueAt(policy, `permissions.${kind}`)).map((word) =>
          typeof word === "string" ? word.toLowerCase() : word,
        ),
      ),
    );
  const has = (kind: "keys" | "secrets", words: readonly string[]): boolean =>
    granted(kind).has("all") || words.every((word) => granted(kind).has(word));
  return hasKey
    ? has("keys", needed.keys) && has("secrets", needed.secrets)
    : has("secrets", needed.secretsWithoutKey);
}
