import type { StoredResource } from "../estate";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { vaultIdOf } from "../site-recovery/vault-entities";
import { backupPolicyType } from "./backup-paths";
import { defaultPolicy } from "./policy-body";

/** Name of the policy that each vault has. */
export const defaultPolicyName = "DefaultPolicy";

/** A policy by its id: a stored one, or the one that each vault has until it is changed or deleted. */
export function findPolicy(platform: Platform, id: string): StoredResource | undefined {
  const stored = platform.estate.get(id);
  if (stored !== undefined) {
    return stored;
  }
  const vault = platform.estate.get(vaultIdOf(id));
  const isDefault =
    id.slice(id.lastIndexOf("/") + 1).toLowerCase() === defaultPolicyName.toLowerCase();
  return vault === undefined || !isDefault || deletedDefaults(platform).has(id.toLowerCase())
    ? undefined
    : {
        id: `${vault.id}/backupPolicies/${defaultPolicyName}`,
        name: defaultPolicyName,
        type: backupPolicyType,
        properties: defaultPolicy(platform.assumptions.defaultBackupHour),
      };
}

/** Default policies that were deleted, by id. */
export function deletedDefaults({ estate }: Pick<Platform, "estate">): Map<string, true> {
  return estate.notes<true>("deleted default backup policies");
}

/** The policy of an item; `undefined` when its protection was stopped. */
export function policyOf(platform: Platform, item: StoredResource): StoredResource | undefined {
  const id = asText(valueAt(item, "properties.policyId")) ?? "";
  return id === "" ? undefined : findPolicy(platform, id);
}
