import type { Finding } from "./finding";
import { identityInsteadOfSystemAssigned } from "./managed-identity";
import { ancestorScopes, parseResourceId, resourceIdFindings } from "./resource-id";

const vaultType = "microsoft.recoveryservices/vaults";

/** Id of the vault that something stands in; none for what is no id, or stands elsewhere. */
export function vaultHolding(id: string): string | undefined {
  if (resourceIdFindings(id, "").length > 0) {
    return undefined;
  }
  return ancestorScopes(id).find(
    (scope) => scope !== "/" && parseResourceId(scope).type.toLowerCase() === vaultType,
  );
}

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
      `Restores in the paired region are asked for, but only a vault with redundancy "GeoRedundant" keeps data there, and this one is "${vault.redundancy}".`,
      'Use "GeoRedundant", or do not ask for them.',
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

/** Refuses what Azure Backup does not support together. Source: learn.microsoft.com backup/encryption-at-rest-with-cmk. */
export function keyAndEndpointFindings(
  vault: {
    /** Left out when the system-assigned identity reads the key. */
    readonly userAssignedIdentityId?: string | undefined;
    /** What the private endpoints of the vault lead to. */
    readonly groupIds: readonly string[];
  },
  path: string,
): Finding[] {
  return vault.userAssignedIdentityId === undefined || !vault.groupIds.includes("AzureBackup")
    ? []
    : [
        error(
          "EVG-VAULT-004",
          path,
          "The key is read by a user-assigned identity, with which private endpoints for Azure Backup do not work.",
          "Let the system-assigned identity read the key, or leave the private endpoints for AzureBackup out.",
        ),
      ];
}

/** Warns of restores across regions that a vault with a key of its own does not offer. Source: learn.microsoft.com backup/encryption-at-rest-with-cmk. */
export function keyAndCrossRegionRestoreFindings(
  crossRegionRestoreEnabled: boolean,
  path: string,
): Finding[] {
  return crossRegionRestoreEnabled
    ? [
        {
          ...error(
            "EVG-VAULT-005",
            path,
            "A vault that is encrypted with a key of one's own does not restore in the paired region.",
            "Leave such restores out, or the key.",
          ),
          severity: "warning",
        },
      ]
    : [];
}

/** Refuses the second encryption without the first. */
export function infrastructureEncryptionFindings(
  vault: { readonly infrastructureEncryptionEnabled: boolean; readonly hasOwnKey: boolean },
  path: string,
): Finding[] {
  return vault.infrastructureEncryptionEnabled && !vault.hasOwnKey
    ? [
        error(
          "EVG-VAULT-006",
          path,
          "A second encryption is asked for, but it lies beneath that with a key of one's own, and there is none.",
          "Give a key of your own, or leave the second encryption out.",
        ),
      ]
    : [];
}

/** Refuses a mail address that is none. */
export function mailAddressFindings(address: string, path: string): Finding[] {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)
    ? []
    : [
        error(
          "EVG-VAULT-007",
          path,
          `"${address}" is no e-mail address.`,
          "Give one such as fleet@example.com.",
        ),
      ];
}

/** Refuses alerts by mail that nobody gets. */
export function mailReceiverFindings(
  mail: { readonly emailAddresses: readonly string[]; readonly ownersToldEnabled: boolean },
  path: string,
): Finding[] {
  return mail.emailAddresses.length > 0 || mail.ownersToldEnabled
    ? []
    : [
        error(
          "EVG-VAULT-008",
          path,
          "Site Recovery is to send mail, but to nobody.",
          "Give emailAddresses, or set ownersToldEnabled.",
        ),
      ];
}

/** What a vault holds when it is about to be deleted. */
export interface VaultContents {
  readonly vaultId: string;
  /** Machines that Site Recovery replicates by the vault. */
  readonly replicated: readonly string[];
  /** What Azure Backup protects in it, or keeps after protection stopped; soft-deleted items are not among it. */
  readonly backedUp: readonly string[];
  /** Azure's word, `Disabled`, `Unlocked` or `Locked`; left out when the vault has none. */
  readonly immutability?: string | undefined;
  /** What is said of it: whether its backups may be deleted softly with the vault. */
  readonly softDeletionAllowed: boolean;
}

/**
 * Refuses to delete a vault whose protected items nobody has said anything about, or cannot be deleted.
 * Source: learn.microsoft.com backup/secure-by-default (soft delete for vaults), backup/backup-azure-immutable-vault-concept.
 */
export function vaultDeletionFindings(contents: VaultContents, path: string): Finding[] {
  const { vaultId, replicated, backedUp, immutability, softDeletionAllowed } = contents;
  const findings: Finding[] = [];
  if (replicated.length > 0) {
    findings.push(
      error(
        "EVG-VAULT-009",
        path,
        `The vault "${vaultId}" still replicates ${listed(replicated)}.`,
        "Disable their replication first.",
      ),
    );
  }
  if (backedUp.length > 0 && !softDeletionAllowed) {
    findings.push(
      error(
        "EVG-VAULT-010",
        path,
        `The vault "${vaultId}" holds backups of ${listed(backedUp)}, and nothing says what becomes of them.`,
        'Stop their protection and delete their backups first; or set protectedItemsOnDestroy to "SoftDeleted" and deploy that: then the vault is deleted with them, and all can be brought back for as long as soft delete keeps it.',
      ),
    );
  } else if (backedUp.length > 0 && immutability !== undefined && immutability !== "Disabled") {
    findings.push(
      error(
        "EVG-VAULT-011",
        path,
        `The vault "${vaultId}" is immutable ("${immutability}"), so the backups of ${listed(backedUp)} cannot be deleted before their time.`,
        immutability === "Locked"
          ? "Wait until their retention has ended: nothing switches locked immutability off."
          : 'Set immutability to "Disabled" and deploy that first.',
      ),
    );
  }
  return findings;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
