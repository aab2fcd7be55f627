import { errorFinding, type Finding } from "./finding";

/** As a message names what is set. */
function setTo(value: string | undefined): string {
  return value === undefined ? "not set" : `"${value}"`;
}

/**
 * Asks that backups outlive a datacentre. What is not said is not taken for good: a deployment leaves
 * it as it is. Source: learn.microsoft.com backup/backup-create-recovery-services-vault.
 */
export function vaultRedundancyFindings(
  redundancy: string | undefined,
  wanted: readonly string[],
  path: string,
): Finding[] {
  return redundancy !== undefined && wanted.includes(redundancy)
    ? []
    : [
        errorFinding(
          "EVG-VAULT-020",
          path,
          `It is ${setTo(redundancy)}, so nothing says that backups outlive the loss of a datacentre.`,
          `Set ${wanted.map((each) => `"${each}"`).join(" or ")} before anything is backed up: Azure refuses a change later.`,
        ),
      ];
}

/** Asks that deleted backups can be brought back. Source: learn.microsoft.com backup/secure-by-default. */
export function softDeleteOnFindings(
  state: string | undefined,
  wanted: readonly string[],
  path: string,
): Finding[] {
  return state !== undefined && wanted.some((each) => sameWord(each, state))
    ? []
    : [
        errorFinding(
          "EVG-VAULT-021",
          path,
          `It is ${setTo(state)}, so ${state !== undefined && sameWord(state, "Enabled") ? "soft delete can be switched off before backups are deleted" : "nothing says that deleted backups can be brought back"}.`,
          `Set ${wanted.map((each) => `"${each}"`).join(" or ")}.`,
        ),
      ];
}

/** Asks that backups cannot be deleted before their time. Source: learn.microsoft.com backup/backup-azure-immutable-vault-concept. */
export function vaultImmutabilityFindings(
  state: string | undefined,
  wanted: readonly string[],
  path: string,
): Finding[] {
  return state !== undefined && wanted.includes(state)
    ? []
    : [
        errorFinding(
          "EVG-VAULT-022",
          path,
          state === "Unlocked"
            ? 'It is "Unlocked", so whoever may write the vault can switch immutability off.'
            : `It is ${setTo(state)}, so backups can be deleted before their time.`,
          `Set ${wanted.map((each) => `"${each}"`).join(" or ")}.`,
        ),
      ];
}

/** Asks that critical operations take two people. Source: learn.microsoft.com backup/multi-user-authorization-concept. */
export function resourceGuardFindings(isGuarded: boolean, path: string): Finding[] {
  return isGuarded
    ? []
    : [
        errorFinding(
          "EVG-VAULT-023",
          path,
          "No resource guard protects the vault, so one account is enough to weaken it.",
          "Put it under a resource guard of other owners, with a ResourceGuardProxy named VaultProxy.",
        ),
      ];
}

/** Asks for a key of one's own. Source: learn.microsoft.com backup/encryption-at-rest-with-cmk. */
export function vaultKeyFindings(hasOwnKey: boolean, path: string): Finding[] {
  return hasOwnKey
    ? []
    : [
        errorFinding(
          "EVG-VAULT-024",
          path,
          "The vault is encrypted with Azure's key.",
          "Give the address of a key of your own before anything is backed up: Azure takes none later.",
        ),
      ];
}

/**
 * Asks that a vault can be reached, and only as wanted. Agent auto-update and replication of machines
 * work over public access. Source: learn.microsoft.com backup/backup-azure-private-endpoints-configure-manage.
 */
export function vaultAccessFindings(
  vault: {
    readonly publicNetworkAccess: string | undefined;
    readonly hasPrivateEndpoint: boolean;
    readonly privateOnly: boolean;
  },
  path: string,
): Finding[] {
  const { publicNetworkAccess, hasPrivateEndpoint, privateOnly } = vault;
  const isPublic = publicNetworkAccess !== "Disabled";
  if (isPublic && privateOnly) {
    return [
      errorFinding(
        "EVG-VAULT-025",
        path,
        `It is ${setTo(publicNetworkAccess)}, so the vault is reached over the public internet.`,
        'Set "Disabled", and give the vault a private endpoint.',
      ),
    ];
  }
  return isPublic || hasPrivateEndpoint
    ? []
    : [
        errorFinding(
          "EVG-VAULT-025",
          path,
          'It is "Disabled", and the stack gives the vault no private endpoint, so nothing reaches it.',
          'Give the vault a private endpoint, or set "Enabled".',
        ),
      ];
}

/** Asks that a vault's logs are kept. Source: learn.microsoft.com backup/backup-azure-diagnostic-events. */
export function vaultLogsFindings(hasSetting: boolean, path: string): Finding[] {
  return hasSetting
    ? []
    : [
        errorFinding(
          "EVG-VAULT-026",
          path,
          "No diagnostic setting of the stack sends the vault's logs anywhere.",
          "Add a DiagnosticSetting whose resourceUri is the vault's id.",
        ),
      ];
}

/** Asks for an alert for each backup that fails. Source: learn.microsoft.com backup/backup-azure-monitoring-built-in-monitor. */
export function backupAlertFindings(state: string | undefined, path: string): Finding[] {
  return state === "Enabled"
    ? []
    : [
        errorFinding(
          "EVG-VAULT-027",
          path,
          `It is ${setTo(state)}, so nothing says that a backup that fails raises an alert.`,
          'Set "Enabled".',
        ),
      ];
}

function sameWord(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
