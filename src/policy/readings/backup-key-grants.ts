import { backupKeyPermissions } from "../../azure/backup-key-access";
import { backupKeyGrantFindings } from "../../azure/backup-standards";
import type { Finding } from "../../azure/finding";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { NotYetKnown, type Reader } from "../model/reader";
import { backupItemsOf } from "./backup-item";
import { isDiskEncryption } from "./disk-encryption";
import { virtualMachineType } from "./virtual-machine";

const keyVaultType = "Microsoft.KeyVault/vaults";
const accessPolicyType = "Microsoft.KeyVault/vaults/accessPolicies";
const roleAssignmentType = "Microsoft.Authorization/roleAssignments";

/**
 * Whether Azure Backup is let into the key vault of a machine that an extension encrypts. The object id of its
 * principal differs from tenant to tenant, so any grant of the stack that is enough is taken for its own.
 */
export function encryptedBackupFindings(
  extension: DeclaredResource,
  stack: DeclaredStack,
): Finding[] {
  if (!isDiskEncryption(extension)) {
    return [];
  }
  const machine = stack.around(extension, virtualMachineType);
  const items = stack.derived(backupItemsOf);
  if (machine === undefined || !items.byKey.has(machine)) {
    if (machine !== undefined && items.undecided !== undefined) {
      throw new NotYetKnown(items.undecided);
    }
    return [];
  }
  const path = "settings.KeyVaultResourceId";
  const keyVault = stack.target(extension, path, keyVaultType);
  if (keyVault.kind !== "declared") {
    return [];
  }
  const rolesUsed = keyVault.resource.inputs.flag("properties.enableRbacAuthorization") === true;
  const keyUsed = extension.inputs.has("settings.KeyEncryptionKeyURL");
  return backupKeyGrantFindings(
    {
      keyVaultName: keyVault.resource.name,
      machineName: machine.name,
      rolesUsed,
      granted: rolesUsed
        ? hasRole(keyVault.resource, stack)
        : hasAccessPolicy(keyVault.resource, stack, keyUsed),
    },
    path,
  );
}

function hasAccessPolicy(
  keyVault: DeclaredResource,
  stack: DeclaredStack,
  keyUsed: boolean,
): boolean {
  const apart = stack.inside(keyVault, accessPolicyType).map(({ inputs }) => inputs);
  return [
    ...keyVault.inputs.objects("properties.accessPolicies"),
    ...apart.flatMap((inputs) => inputs.object("policy") ?? []),
  ].some((policy) => isEnough(policy, keyUsed));
}

function isEnough(policy: Reader, keyUsed: boolean): boolean {
  const needed = backupKeyPermissions(keyUsed);
  const given = (kind: "keys" | "secrets"): string[] =>
    policy.texts(`permissions.${kind}`).map((word) => word.toLowerCase());
  return (["keys", "secrets"] as const).every(
    (kind) =>
      given(kind).includes("all") || needed[kind].every((word) => given(kind).includes(word)),
  );
}

/** Roles above the key vault are not looked for where the stack assigns none: a finding says what is missing here. */
function hasRole(keyVault: DeclaredResource, stack: DeclaredStack): boolean {
  if (stack.pointingAt(roleAssignmentType, "scope", keyVault).length > 0) {
    return true;
  }
  const place = stack.place(keyVault) ?? "";
  const undecided = stack.undecided(roleAssignmentType, "scope", keyVaultType);
  if (undecided !== undefined) {
    throw new NotYetKnown("scope");
  }
  return stack.all(roleAssignmentType).some(({ inputs }) => {
    const scope = (inputs.text("scope") ?? "/")
      .toLowerCase()
      .replace(/^\/?subscriptions\/[^/]+/, "");
    return place.startsWith(`${scope.replace(/\/+$/, "")}/`);
  });
}
