import type { Finding } from "./finding";

/** The address of a key, taken apart. */
export interface KeyAddress {
  /** For example `https://fleet.vault.azure.net`. */
  readonly storeUri: string;
  readonly keyName: string;
  /** Left out in an address that follows the newest version. */
  readonly version?: string;
  /** Whether a managed HSM holds the key, which has roles of its own, apart from Azure's. */
  readonly inManagedHsm: boolean;
}

/** Takes the address of a key apart; `undefined` when it is none. Any cloud's key vaults and managed HSMs count. */
export function parseKeyAddress(keyUri: string): KeyAddress | undefined {
  const [, storeUri, host = "", keyName, version] =
    /^(https:\/\/([a-z0-9.-]+)(?::443)?)\/keys\/([a-z0-9-]{1,127})(?:\/([0-9a-f]{32}))?\/?$/i.exec(
      keyUri,
    ) ?? [];
  return storeUri === undefined || keyName === undefined
    ? undefined
    : {
        storeUri,
        keyName,
        ...(version !== undefined && { version }),
        inManagedHsm: /(^|\.)managedhsm\./i.test(host),
      };
}

/** Refuses what is not the address of a key. Source: learn.microsoft.com key-vault/general/about-keys-secrets-certificates. */
export function keyAddressFindings(keyUri: string, path: string): Finding[] {
  return parseKeyAddress(keyUri) === undefined
    ? [
        error(
          "EVG-KEY-001",
          path,
          `"${keyUri}" is not the address of a key.`,
          "Give https://{key vault}.vault.azure.net/keys/{key}, followed by /{version} to stay with one version.",
        ),
      ]
    : [];
}

/** Refuses what is not the address of a secret. Source: learn.microsoft.com key-vault/general/about-keys-secrets-certificates. */
export function secretAddressFindings(secretUrl: string, path: string): Finding[] {
  return /^https:\/\/[a-z0-9.-]+(?::443)?\/secrets\/[a-z0-9-]{1,127}(?:\/[0-9a-f]{32})?\/?$/i.test(
    secretUrl,
  )
    ? []
    : [
        error(
          "EVG-KEY-006",
          path,
          `"${secretUrl}" is not the address of a secret.`,
          "Give https://{key vault}.vault.azure.net/secrets/{secret}/{version}.",
        ),
      ];
}

/** Refuses the key of another key vault than the one in which the identity gets its role. */
export function keyVaultOfKeyFindings(
  key: { readonly keyUri: string; readonly keyVaultId: string },
  path: string,
): Finding[] {
  const address = parseKeyAddress(key.keyUri);
  if (address === undefined) {
    return [];
  }
  const vaultName = key.keyVaultId.split("/").at(-1) ?? "";
  if (address.inManagedHsm) {
    return [
      error(
        "EVG-KEY-002",
        path,
        `The key "${key.keyUri}" is kept in a managed HSM, where Azure's roles give no right to it.`,
        'Leave keyVaultId out, and give the identity the HSM\'s own role "Managed HSM Crypto Service Encryption User".',
      ),
    ];
  }
  const host = address.storeUri.slice("https://".length).toLowerCase();
  return host.startsWith(`${vaultName.toLowerCase()}.`)
    ? []
    : [
        error(
          "EVG-KEY-003",
          path,
          `The key "${key.keyUri}" is not in the key vault "${vaultName}", where its right would be given.`,
          "Give the id of the key vault that holds the key.",
        ),
      ];
}

/** Refuses an identity that the resource does not have. */
export function keyIdentityFindings(
  identities: {
    /** The identity that is to read the key; left out for the system-assigned one. */
    readonly userAssignedIdentityId?: string | undefined;
    readonly userAssignedIdentityIds: readonly string[];
    readonly systemAssigned: boolean;
  },
  path: string,
): Finding[] {
  const { userAssignedIdentityId, userAssignedIdentityIds, systemAssigned } = identities;
  if (userAssignedIdentityId === undefined) {
    return systemAssigned
      ? []
      : [
          error(
            "EVG-KEY-004",
            path,
            "The key is to be read by the system-assigned identity, and there is none.",
            "Give userAssignedIdentityId, or switch the system-assigned identity on.",
          ),
        ];
  }
  const has = userAssignedIdentityIds.some(
    (id) => id.toLowerCase() === userAssignedIdentityId.toLowerCase(),
  );
  return has
    ? []
    : [
        error(
          "EVG-KEY-005",
          path,
          `The key is to be read by "${userAssignedIdentityId}", which is none of the resource's identities.`,
          "Add it to userAssignedIdentityIds.",
        ),
      ];
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
