import type { ArgumentChange, ArgumentChanges } from "./types";

function inPlace(before: unknown, after: unknown): ArgumentChange {
  return { promised: "in place", before, after };
}

function nothing(before: unknown, after: unknown): ArgumentChange {
  return { promised: "nothing", before, after };
}

function policies(keyVaultId: string): object {
  return { keyVaultId, authorization: "AccessPolicies" };
}

/** A row for the key vaults, each instance with its own: a program gives each right once. */
function keys(before: object, after: object): ArgumentChange {
  return {
    promised: "replaced",
    before,
    after,
    beside: { backupServicePrincipalId: "@principal" },
  };
}

export const virtualMachineBackup: ArgumentChanges = {
  virtualMachineId: { promised: "replaced", before: "@ownMachine", after: "@spareMachine" },
  // The machine stays in its vault until its backups there are gone.
  vaultId: {
    promised: "replaced",
    before: "@backupVault",
    after: "@otherBackupVault",
    along: { policyId: "@policyOfOtherVault" },
    previewOnly: true,
  },
  policyId: inPlace("@backupPolicy", "@otherBackupPolicy"),
  includedDiskLuns: inPlace([0], [0, 1]),
  excludedDiskLuns: inPlace(undefined, [1]),
  protection: inPlace("Active", "Stopped"),
  onDestroy: nothing("Stopped", "SoftDeleted"),
  adopt: nothing(false, true),
  standardPolicyAllowed: nothing(false, true),
  // The entry under the new key is made before that under the old one goes, which azure-native does not take of one key vault.
  keyVaults: {
    ...keys({ one: policies("@firstKeys") }, { two: policies("@firstKeys") }),
    previewOnly: true,
  },
  "keyVaults.*.keyVaultId": keys({ one: policies("@firstKeys") }, { one: policies("@secondKeys") }),
  "keyVaults.*.authorization": keys(
    { one: policies("@firstKeys") },
    { one: { keyVaultId: "@keysByRoles", authorization: "Roles" } },
  ),
  "keyVaults.*.keyEncryptionKeyUsed": {
    ...keys(
      { one: { ...policies("@firstKeys"), keyEncryptionKeyUsed: false } },
      { one: { ...policies("@firstKeys"), keyEncryptionKeyUsed: true } },
    ),
    promised: "in place",
  },
  backupServicePrincipalId: {
    promised: "replaced",
    before: "@principal",
    after: "@otherPrincipal",
    beside: { keyVaults: { one: policies("@firstKeys") } },
  },
  restorePointGroupId: nothing(undefined, "@otherGroupId"),
};
