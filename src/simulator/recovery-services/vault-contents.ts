import { isSoftDeleted, itemsOf } from "../backup/backup-paths";
import type { StoredResource } from "../estate";
import { asArray, asText, valueAt } from "../json";
import { ArmError, type Call } from "../operation";
import {
  containerType,
  entitiesWithin,
  fabricType,
  protectedItemType,
} from "../site-recovery/vault-entities";

/**
 * Refuses to delete a vault that is not empty: of Site Recovery's objects, of backup items, soft-deleted ones
 * too, and of private endpoints.
 *
 * A vault that is deleted softly takes its soft-deleted items with it: learn.microsoft.com backup/secure-by-default.
 *
 * Texts: MicrosoftDocs/azure-docs issue 42016 (containers), hashicorp/terraform-provider-azurerm issue 4276 and
 * pulumi/pulumi-azure-native issue 3832 (soft-deleted items), Azure/azure-cli issue 14776 (private endpoints).
 */
export function requireEmptyVault(
  call: Call,
  vault: StoredResource,
  options: { readonly takesSoftDeleted: boolean } = { takesSoftDeleted: false },
): void {
  const replicated = [fabricType, containerType, protectedItemType].flatMap((type) =>
    entitiesWithin(call, vault.id, type).map(({ name }) => name),
  );
  const items = itemsOf(call, vault.id);
  const names = [...replicated, ...items.filter((item) => !isSoftDeleted(item)).map(machineNameOf)];
  if (names.length > 0) {
    throw new ArmError(
      400,
      "ServiceResourceNotEmptyWithContainerDetails",
      `Vault cannot be deleted as there are existing resources within the vault. : ` +
        `${names.join(", ")}\nUnregister all containers from the vault and ` +
        "then retry to delete vault. For instructions, see https://aka.ms/AB-AA4ecq5",
    );
  }
  if (items.length > 0 && !options.takesSoftDeleted) {
    throw new ArmError(
      400,
      "ServiceResourceNotEmptyWithBackendMessage",
      "Recovery Services vault cannot be deleted as there are backup items in soft deleted state in the vault. " +
        "The soft deleted items are permanently deleted after 14 days of delete operation. Please try vault " +
        "deletion after the backup items are permanently deleted and there is no item in soft deleted state " +
        "left in the vault. For more information, see https://aka.ms/SoftDeleteCloudWorkloads",
    );
  }
  const endpoints = asArray(valueAt(vault, "properties.privateEndpointConnections")).map(
    (connection) => asText(valueAt(connection, "name")) ?? "",
  );
  if (endpoints.length > 0) {
    throw new ArmError(
      400,
      "ServiceResourceNotEmptyWithBackendMessage",
      `Vault cannot be deleted as there are existing resources within the vault. : ${endpoints.join(", ")}\n` +
        "Please ensure all containers have been unregistered from the vault and all private endpoints " +
        "associated with the vault have been deleted, and retry operation. For more details, see " +
        "https://aka.ms/AB-AA4ecq5",
    );
  }
}

function machineNameOf(item: StoredResource): string {
  return asText(valueAt(item, "properties.friendlyName")) ?? item.name;
}

/**
 * Refuses a private endpoint for a vault that has items already.
 *
 * Source: learn.microsoft.com backup/private-endpoints-overview (before you start) and
 * site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints.
 */
export function requireVaultWithoutItems(call: Call, vaultId: string): void {
  const vault = call.estate.get(vaultId);
  if (vault === undefined) {
    return;
  }
  const names = [
    ...itemsOf(call, vault.id).map(machineNameOf),
    ...entitiesWithin(call, vault.id, protectedItemType).map(({ name }) => name),
  ];
  if (names.length > 0) {
    throw new ArmError(
      400,
      "UserErrorPrivateEndpointNeedsEmptyVault",
      `A private endpoint can be created only for a vault without items. The vault '${vault.name}' has: ` +
        `${names.join(", ")}.`,
    );
  }
}
