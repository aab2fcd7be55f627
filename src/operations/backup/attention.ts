/** Why a machine's backups need attention, the gravest first: what it means, and what to do about it. */
const attentions = {
  Unprotected: {
    meaning: "no vault that you may read knows the machine",
    fix: () => "Put it under a policy of a Recovery Services vault of its region.",
  },
  Deleted: {
    meaning: "its backups were deleted and are only kept for a while",
    fix: (name: string) => `\`evergreen backup resume ${name} --undelete\` brings them back.`,
  },
  LastBackupFailed: {
    meaning: "the last backup failed; the code stands beside it",
    fix: (name: string) => `\`evergreen backup diagnose ${name}\` says what to do first.`,
  },
  ProtectionError: {
    meaning: "Azure Backup cannot protect it",
    fix: (name: string) => `\`evergreen backup diagnose ${name}\` says what to do first.`,
  },
  NoRecentBackup: {
    meaning: "the last recovery point is old",
    fix: (name: string) =>
      `\`evergreen backup diagnose ${name}\` says why, \`evergreen backup run ${name}\` backs it up now.`,
  },
  MachineDeleted: {
    meaning: "the machine is deleted, and a vault still tries to back it up",
    fix: () =>
      "Its recovery points can be restored until they are deleted: stop the protection with `az backup protection disable`, which keeps them, or deletes them with `--delete-backup-data true`.",
  },
  Stopped: {
    meaning: "its backups are stopped, paused or suspended",
    fix: (name: string) => `\`evergreen backup resume ${name}\` makes them active again.`,
  },
} as const satisfies Readonly<
  Record<string, { readonly meaning: string; readonly fix: (name: string) => string }>
>;

export type BackupAttention = keyof typeof attentions;

/** In their gravity. */
export const backupAttentions = Object.keys(attentions) as readonly BackupAttention[];

/** What an attention means: no sentence, in lower case. */
export function meaningOf(attention: BackupAttention): string {
  return attentions[attention].meaning;
}

/** What an attention means and what to do about it, sentences. */
export function attentionText(attention: BackupAttention, machineName: string): string {
  const meaning = meaningOf(attention).replace(/^./, (letter) => letter.toUpperCase());
  return `${meaning}. ${fixOf(attention, machineName)}`;
}

/** What to do about it, a sentence. */
export function fixOf(attention: BackupAttention, machineName: string): string {
  return attentions[attention].fix(machineName);
}
