import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject } from "../json";
import { ArmError, type Call } from "../operation";
import { requireEmptyVault } from "../recovery-services/vault-contents";
import { deleteTree } from "../resource-manager/delete-tree";
import { vaultType } from "../site-recovery/vault-entities";

/**
 * Deletes a resource group with everything in it. A vault that is not empty stops this: what else
 * is in the group goes, the vault and the group stay, and the group's state is rolled back.
 *
 * Sources: learn.microsoft.com azure-resource-manager/management/delete-resource-group and
 * backup/backup-azure-delete-vault; code, text and details from Azure/bicep-registry-modules pull
 * request 1607, the status from Azure/go-autorest's tests.
 */
export function deleteGroup(call: Call, group: StoredResource): void {
  const refusals = call.estate
    .within(group.id)
    .filter(({ type }) => type === vaultType)
    .flatMap((vault) => refusalOf(call, vault));
  if (refusals.length === 0) {
    deleteTree(call, group.id);
    return;
  }
  const stays = (id: string): boolean => refusals.some(({ vault }) => sameId(vault.id, id));
  for (const { id } of call.estate.within(group.id).filter(isTopLevel)) {
    if (!stays(id)) {
      deleteTree(call, id);
    }
  }
  call.estate.put({
    ...group,
    properties: { ...asObject(group.properties), provisioningState: "Succeeded" },
  });
  const names = refusals.map(({ vault }) => `${vaultType}/${vault.name}`).join(",");
  throw new ArmError(
    409,
    "ResourceGroupDeletionBlocked",
    `Deletion of resource group '${group.name}' failed as resources with identifiers '${names}' could not be ` +
      "deleted. The provisioning state of the resource group will be rolled back. Please check audit logs " +
      "for more details.",
    undefined,
    refusals.map(({ vault, error: { code, message } }) => ({
      code,
      message: JSON.stringify({ error: { code, message } }),
      target: vault.id,
    })),
  );
}

function refusalOf(
  call: Call,
  vault: StoredResource,
): { readonly vault: StoredResource; readonly error: ArmError }[] {
  try {
    requireEmptyVault(call, vault);
    return [];
  } catch (error) {
    if (error instanceof ArmError) {
      return [{ vault, error }];
    }
    throw error;
  }
}

/** What stands in a group itself; assignments and locks of the group stay with it. */
function isTopLevel({ id, type }: StoredResource): boolean {
  return id.split("/").length === 9 && !type.startsWith("Microsoft.Authorization/");
}
