import type { Finding } from "./finding";
import { identityInsteadOfSystemAssigned } from "./managed-identity";

/** Refuses restores in the paired region for a vault that keeps nothing there. Source: learn.microsoft.com backup/backup-create-recovery-services-vault. */
export function crossRegionRestoreFindings(
  vault: { readonly redundancy: string; readonly crossRegionRestoreEnabled: boolean },
  path: string,
): Finding[] {
  if (!vault.crossRegionRestoreEnabled || vault.redundancy === "GeoRedundant") {
    return [];
  }
  return [
    error(
      "EVG-VAULT-001",
      path,
      `crossRegionRestoreEnabled is true, but only a vault with redundancy "GeoRedundant" keeps data in the paired region, and this one is "${vault.redundancy}".`,
      'Use "GeoRedundant", or leave crossRegionRestoreEnabled out.',
    ),
  ];
}

/** Refuses a soft-delete retention that the service does not take. Source: learn.microsoft.com backup/backup-azure-enhanced-soft-delete-about. */
export function softDeleteFindings(retentionInDays: number, path: string): Finding[] {
  if (Number.isInteger(retentionInDays) && retentionInDays >= 14 && retentionInDays <= 180) {
    return [];
  }
  return [
    error(
      "EVG-VAULT-002",
      path,
      `Deleted backups are to be kept for ${retentionInDays} days, but a vault keeps them for 14 to 180 whole days.`,
      "Give a whole number from 14 to 180.",
    ),
  ];
}

/**
 * Refuses a vault whose own identity cannot be given rights on a cache storage account.
 * `identityType` is the vault's own word, `undefined` when it has none.
 */
export function vaultIdentityFindings(
  identityType: string | undefined,
  vaultId: string,
  path: string,
): Finding[] {
  const held = identityInsteadOfSystemAssigned(identityType);
  if (held === undefined) {
    return [];
  }
  return [
    error(
      "EVG-VAULT-003",
      path,
      `The vault "${vaultId}" has ${held}, so it cannot be given rights on the cache storage account.`,
      "Switch the vault's system-assigned identity on.",
    ),
  ];
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
