import { errorFinding, type Finding } from "./finding";
import { resourceIdFindings } from "./resource-id";

const diskType = "Microsoft.Compute/disks";

/** What a replicated disk has to do with encryption after a failover; `undefined` is not given. */
export interface RecoveryDiskEncryption<T = string> {
  readonly recoveryDiskEncryptionSetId?: T | undefined;
  readonly recoveryEncryptionSecretUrl?: T | undefined;
  readonly recoveryEncryptionSecretVaultId?: T | undefined;
  readonly recoveryEncryptionKeyUrl?: T | undefined;
  readonly recoveryEncryptionKeyVaultId?: T | undefined;
}

/** Refuses to replicate no disk at all. */
export function noDiskFindings(count: number, path: string): Finding[] {
  return count > 0
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-004",
          path,
          "No disk is given, so nothing would be replicated.",
          "Give the machine's managed disks, that of the operating system among them.",
        ),
      ];
}

/**
 * Managed disks of a machine, as Azure tells them. A disk that Azure manages no storage of has no id:
 * Site Recovery takes managed disks alone here.
 */
export function unmanagedDiskFindings(
  virtualMachineId: string,
  diskIds: readonly (string | undefined)[],
  path: string,
): Finding[] {
  return diskIds.every((id) => id !== undefined && id !== "")
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-005",
          path,
          `"${virtualMachineId}" has a disk that is not managed.`,
          "Convert its disks to managed ones, or name in disks those that are.",
        ),
      ];
}

/** Refuses what is not the id of a managed disk, and says of a blob what it is. */
export function managedDiskIdFindings(diskId: string, path: string): Finding[] {
  return /^https?:/i.test(diskId)
    ? [
        errorFinding(
          "EVG-REPLICA-005",
          path,
          `"${diskId}" is the address of a blob, as a disk has it that is not managed.`,
          "Convert the machine's disks to managed ones, and give the id of the managed disk.",
        ),
      ]
    : resourceIdFindings(diskId, path, diskType);
}

/**
 * Refuses half of an encryption of Azure Disk Encryption, and one beside a disk encryption set.
 * An unknown value counts as given.
 *
 * Source: Site Recovery API, `DiskEncryptionInfo`; learn.microsoft.com
 * virtual-machines/linux/disk-encryption-linux (not with keys of a disk encryption set).
 */
export function recoveryEncryptionFindings(
  disk: RecoveryDiskEncryption<unknown>,
  path: string,
): Finding[] {
  const isGiven = (name: keyof RecoveryDiskEncryption): boolean => disk[name] !== undefined;
  const missing = (name: keyof RecoveryDiskEncryption, beside: string): Finding =>
    errorFinding(
      "EVG-REPLICA-007",
      path === "" ? name : `${path}.${name}`,
      `${beside} is given and ${name} is not.`,
      `Give ${name} too, or leave both out.`,
    );
  const names = [
    ["recoveryEncryptionSecretUrl", "recoveryEncryptionSecretVaultId"],
    ["recoveryEncryptionKeyUrl", "recoveryEncryptionKeyVaultId"],
  ] as const;
  const halves = names.flatMap(([url, vault]) => [
    ...(isGiven(url) && !isGiven(vault) ? [missing(vault, url)] : []),
    ...(isGiven(vault) && !isGiven(url) ? [missing(url, vault)] : []),
  ]);
  const keyAlone =
    isGiven("recoveryEncryptionKeyUrl") &&
    !isGiven("recoveryEncryptionSecretUrl") &&
    !isGiven("recoveryEncryptionSecretVaultId");
  return [
    ...halves,
    ...(keyAlone ? [missing("recoveryEncryptionSecretUrl", "recoveryEncryptionKeyUrl")] : []),
    ...(isGiven("recoveryDiskEncryptionSetId") && isGiven("recoveryEncryptionSecretUrl")
      ? [
          errorFinding(
            "EVG-REPLICA-008",
            path,
            "recoveryDiskEncryptionSetId and recoveryEncryptionSecretUrl are given: a disk is encrypted by a disk encryption set or by Azure Disk Encryption.",
            "Keep the one by which the machine's disk is encrypted.",
          ),
        ]
      : []),
  ];
}

/** Refuses a secret or a key that is not in the key vault beside it. Addresses of other forms are refused elsewhere. */
export function encryptionVaultFindings(url: string, keyVaultId: string, path: string): Finding[] {
  const host = /^https:\/\/([a-z0-9.-]+)/i.exec(url)?.[1];
  const vaultName = keyVaultId.split("/").at(-1) ?? "";
  return host === undefined || host.toLowerCase().startsWith(`${vaultName.toLowerCase()}.`)
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-009",
          path,
          `"${url}" is not in the key vault "${vaultName}".`,
          "Give the id of the key vault that holds it, in the region to which the machine is replicated.",
        ),
      ];
}
