import {
  backupKeyDataActions,
  backupServiceClientId,
  missingBackupPermissions,
} from "../../azure/backup-key-access";
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
    return backupKeyDataActions.every((action) =>
      platform.holds(principalId, action, vaultId, "dataAction"),
    );
  }
  const policies = asArray(valueAt(vault, "properties.accessPolicies")).filter(
    (policy) => asText(valueAt(policy, "objectId"))?.toLowerCase() === principalId,
  );
  const granted = (kind: "keys" | "secrets"): string[] =>
    policies.flatMap((policy) =>
      asArray(valueAt(policy, `permissions.${kind}`)).flatMap((word) => asText(word) ?? []),
    );
  const held = { keys: granted("keys"), secrets: granted("secrets") };
  return missingBackupPermissions(held, hasKey).length === 0;
}
