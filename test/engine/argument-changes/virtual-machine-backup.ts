import type { ArgumentChange, ArgumentChanges } from "./types";

function inPlace(before: unknown, after: unknown): ArgumentChange {
  return { promised: "in place", before, after };
}

function nothing(before: unknown, after: unknown): ArgumentChange {
  return { promised: "nothing", before, after };
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
  onDestroy: nothing("Stopped", "Retained"),
  adopt: nothing(false, true),
  standardPolicyAllowed: nothing(false, true),
  restorePointGroupId: nothing(undefined, "@otherGroupId"),
};
