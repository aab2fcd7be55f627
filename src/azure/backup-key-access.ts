import { errorFinding as error, type Finding } from "./finding";

/*
 * What the service "Backup Management Service" needs of a key vault whose keys and secrets encrypt machines (Azure
 * Disk Encryption). Source: learn.microsoft.com backup/backup-azure-vms-encryption.
 */

/** Application id of the service in public Azure; the object id of its principal differs from tenant to tenant. Source: learn.microsoft.com backup/backup-azure-vms-automation. */
export const backupServiceClientId = "262044b1-e2ce-469f-a196-69ab7ada62d3";

/** How a key vault decides who may read. */
export const keyVaultAuthorizations = ["Roles", "AccessPolicies"] as const;

/** Permissions in an access policy: with a key that encrypts the secrets (BEK and KEK), and without (BEK). */
export function backupKeyPermissions(keyEncryptionKeyUsed: boolean): {
  readonly keys: string[];
  readonly secrets: string[];
} {
  // An older page has backup of secrets only without a key; without it the service could not back such a secret up.
  return {
    keys: keyEncryptionKeyUsed ? ["get", "list", "backup"] : [],
    secrets: ["get", "list", "backup"],
  };
}

/** Data actions that a role must hold at a key vault in RBAC mode. */
export const backupKeyDataActions: readonly string[] = [
  "Microsoft.KeyVault/vaults/keys/read",
  "Microsoft.KeyVault/vaults/keys/backup/action",
  "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
  "Microsoft.KeyVault/vaults/secrets/getSecret/action",
  "Microsoft.KeyVault/vaults/secrets/backup/action",
];

/**
 * Permissions without which a backup fails that access policies do not give, as `keys: get`. Words are
 * compared without case, and `all` gives each. With a key, backup of secrets is done without.
 */
export function missingBackupPermissions(
  held: { readonly keys: readonly string[]; readonly secrets: readonly string[] },
  keyEncryptionKeyUsed: boolean,
): string[] {
  const needed = {
    keys: keyEncryptionKeyUsed ? ["get", "list", "backup"] : [],
    secrets: keyEncryptionKeyUsed ? ["get", "list"] : ["get", "list", "backup"],
  };
  return (["keys", "secrets"] as const).flatMap((kind) => {
    const words = held[kind].map((word) => word.toLowerCase());
    return needed[kind]
      .filter((word) => !words.includes(word) && !words.includes("all"))
      .map((word) => `${kind}: ${word}`);
  });
}

/** Refuses a grant in a form that the key vault does not look at. */
export function keyVaultAuthorizationFindings(
  vault: { readonly authorization: string; readonly rolesUsed: boolean },
  path: string,
): Finding[] {
  const used = vault.rolesUsed ? "Roles" : "AccessPolicies";
  return vault.authorization === used
    ? []
    : [
        error(
          "EVG-BACKUP-047",
          path,
          `authorization is "${vault.authorization}", but the key vault goes by ${vault.rolesUsed ? "roles" : "access policies"} (enableRbacAuthorization is ${String(vault.rolesUsed)}), so Azure Backup would not be let in.`,
          `Set authorization to "${used}".`,
        ),
      ];
}

/** Refuses a second grant of a key vault that asks for more than the first, which a program makes for both. */
export function sharedKeyAccessFindings(
  grant: { readonly first: KeyAccess; readonly own: KeyAccess; readonly firstName: string },
  path: string,
): Finding[] {
  const { first, own, firstName } = grant;
  const fits =
    first.authorization === own.authorization &&
    (first.keyEncryptionKeyUsed || !own.keyEncryptionKeyUsed);
  return fits
    ? []
    : [
        error(
          "EVG-BACKUP-048",
          path,
          `The VirtualMachineBackup "${firstName}" lets Azure Backup into this key vault for the whole program, and is told less of it.`,
          "Give authorization and keyEncryptionKeyUsed alike in both.",
        ),
      ];
}

export interface KeyAccess {
  readonly authorization: string;
  readonly keyEncryptionKeyUsed: boolean;
}
