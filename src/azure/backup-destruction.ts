import { isImmutable } from "./backup-immutability";
import { errorFinding as error, type Finding } from "./finding";

/*
 * What becomes of a machine's backups. Source: learn.microsoft.com backup/backup-azure-manage-vms (stop protection),
 * backup/backup-azure-security-feature-cloud (soft delete), backup/backup-azure-immutable-vault-concept.
 */

/** What becomes of a machine's backups when their resource is deleted. */
export const backupOnDestroyWords = ["Retained", "Stopped", "SoftDeleted"] as const;

export type BackupOnDestroy = (typeof backupOnDestroyWords)[number];

/** Whether a machine is backed up. */
export const backupProtectionWords = ["Active", "Stopped", "Suspended"] as const;

export type BackupProtection = (typeof backupProtectionWords)[number];

/** A vault as far as it decides what can become of backups. */
export interface BackupVaultSecurity {
  /** Left out when it is not known yet. */
  readonly vaultId?: string | undefined;
  /** Azure's word, `Disabled`, `Unlocked` or `Locked`; left out when the vault has none. */
  readonly immutability?: string | undefined;
  /** Azure's word, `Enabled`, `Disabled` or `AlwaysON`; left out when the vault has none. */
  readonly softDelete?: string | undefined;
}

/** Refuses to delete a machine's backups where Azure refuses it, or would delete them for good. */
export function backupDeletionFindings(
  { vaultId, immutability, softDelete }: BackupVaultSecurity,
  path: string,
): Finding[] {
  if (isImmutable(immutability)) {
    return [
      error(
        "EVG-BACKUP-040",
        path,
        `${theVault(vaultId)} is immutable ("${immutability ?? ""}"), so backups in it cannot be deleted before their time.`,
        'Set onDestroy to "Stopped" or "Retained" and deploy that first.',
      ),
    ];
  }
  return softDelete === "Disabled"
    ? [
        error(
          "EVG-BACKUP-041",
          path,
          `${theVault(vaultId)} has soft delete off, so its backups would be deleted for good.`,
          'Switch soft delete on, or set onDestroy to "Stopped" or "Retained" and deploy that first.',
        ),
      ]
    : [];
}

/** Refuses to suspend backups, which keeps the policy's retention running, where Azure does not know it. */
export function backupSuspensionFindings(
  protection: string,
  { vaultId, immutability }: BackupVaultSecurity,
  path: string,
): Finding[] {
  return protection !== "Suspended" || isImmutable(immutability)
    ? []
    : [
        error(
          "EVG-BACKUP-042",
          path,
          `Backups are suspended only in an immutable vault, and ${vaultId === undefined ? "this one" : `"${vaultId}"`} is not.`,
          'Use "Stopped", which keeps all recovery points.',
        ),
      ];
}

function theVault(vaultId: string | undefined): string {
  return vaultId === undefined ? "The vault" : `The vault "${vaultId}"`;
}

/** Refuses a word that says nothing about backups. */
export function backupWordFindings(
  word: string,
  words: readonly string[],
  path: string,
): Finding[] {
  const quoted = words.map((each) => `"${each}"`);
  return words.includes(word)
    ? []
    : [
        error(
          "EVG-BACKUP-043",
          path,
          `"${word}" is none of the words that ${path} takes.`,
          `Use ${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}.`,
        ),
      ];
}
