import { backupFabricName } from "../../azure/backup-names";
import type { StoredResource } from "../estate";
import { asText, valueAt } from "../json";
import type { Call, Platform } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { requireVault, vaultIdOf, vaultType } from "../site-recovery/vault-entities";
import { itemMissing } from "./backup-errors";

export const backupPolicyType = `${vaultType}/backupPolicies`;
export const backupContainerType = `${vaultType}/backupFabrics/protectionContainers`;
export const backupItemType = `${backupContainerType}/protectedItems`;
export const recoveryPointType = `${backupItemType}/recoveryPoints`;
export const backupJobType = `${vaultType}/backupJobs`;

/** Path templates, with the parameter names of Microsoft's specification. */
export const backupPaths = (() => {
  const vault = groupPath(`${vaultType}/{vaultName}`);
  const fabric = `${vault}/backupFabrics/{fabricName}`;
  const container = `${fabric}/protectionContainers/{containerName}`;
  const item = `${container}/protectedItems/{protectedItemName}`;
  return {
    vault,
    fabric,
    container,
    item,
    recoveryPoint: `${item}/recoveryPoints/{recoveryPointId}`,
    policy: `${vault}/backupPolicies/{policyName}`,
    job: `${vault}/backupJobs/{jobName}`,
  };
})();

export const examples = "azure-rest-api-specs recoveryservicesbackup examples/2024-10-01";

/** The vault that a call is about; refused when it is not there. */
export function requireBackupVault(call: Call): StoredResource {
  return requireVault(call);
}

/** Id of a machine's protected item in a vault. */
export function itemIdIn(vaultId: string, containerName: string, itemName: string): string {
  return `${vaultId}/backupFabrics/${backupFabricName}/protectionContainers/${containerName}/protectedItems/${itemName}`;
}

/** The protected item that a call is about; refused when it is not there. */
export function requireItem(call: Call): StoredResource {
  const vault = requireBackupVault(call);
  const { containerName = "", protectedItemName = "" } = call.parameters;
  const item = call.estate.get(itemIdIn(vault.id, containerName, protectedItemName));
  if (item === undefined) {
    throw itemMissing();
  }
  return item;
}

/** The vault of a protected item, of a policy or of anything else below a vault. */
export function vaultOf(
  { estate }: Pick<Platform, "estate">,
  id: string,
): StoredResource | undefined {
  return estate.get(vaultIdOf(id));
}

/** Every protected item of a vault, soft-deleted ones too, in the order of creation. */
export function itemsOf({ estate }: Pick<Platform, "estate">, vaultId: string): StoredResource[] {
  const prefix = `${vaultId.toLowerCase()}/`;
  return estate.ofType(backupItemType).filter(({ id }) => id.toLowerCase().startsWith(prefix));
}

/** Every protected item under a policy. */
export function itemsUnder(
  { estate }: Pick<Platform, "estate">,
  policyId: string,
): StoredResource[] {
  const wanted = policyId.toLowerCase();
  return estate
    .ofType(backupItemType)
    .filter((item) => asText(valueAt(item, "properties.policyId"))?.toLowerCase() === wanted);
}

/** Whether an item was deleted and is still kept. */
export function isSoftDeleted(item: StoredResource): boolean {
  return valueAt(item, "properties.isScheduledForDeferredDelete") === true;
}
