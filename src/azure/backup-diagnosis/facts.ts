import type { BackupPolicy } from "../backup-policy";
import type { OperatingSystem } from "../guest-patching";
import type { Permission } from "../permission";
import type { SecurityRule } from "../security-rules";

/*
 * What a diagnosis of one machine's backups is made from: what Azure's answers told, or why one told
 * nothing. Times are dates, sizes GiB.
 */

/** What Azure told; `reason`, one sentence, says why it told nothing. */
export type Told<T> = { readonly value: T } | { readonly reason: string };

export interface BackupFacts {
  /** Azure's time of the diagnosis. */
  readonly at: Date;
  readonly machine: Told<MachineFacts>;
  readonly disks: Told<readonly DiskFacts[]>;
  readonly interfaces: Told<readonly InterfaceFacts[]>;
  readonly securityGroups: Told<readonly SecurityGroupFacts[]>;
  /** The items of the machine in every vault that can be seen, soft-deleted ones too. */
  readonly items: Told<readonly ItemFacts[]>;
  /** Policy of the item that protects the machine; no value when there is none. */
  readonly policy: Told<BackupPolicyFacts | undefined>;
  /** Jobs of machines of this name in the last days, in every vault that can be seen, the newest first. */
  readonly jobs: Told<readonly JobFacts[]>;
  /** Restore-point collections whose source is the machine. */
  readonly collections: Told<readonly CollectionFacts[]>;
  readonly locks: Told<readonly LockFacts[]>;
  readonly keyVaults: Told<readonly KeyVaultFacts[]>;
  /** Roles of anybody at a key vault or above it, where one goes by roles. */
  readonly roleGrants: Told<readonly RoleGrantFacts[]>;
  /** Object id of the tenant's "Backup Management Service"; Azure Resource Manager does not tell it. */
  readonly backupServiceObjectId?: string | undefined;
}

export interface MachineFacts {
  readonly id: string;
  readonly name: string;
  readonly operatingSystem: OperatingSystem | undefined;
  /** When the machine was made, or its last provisioning ended, whichever was later. */
  readonly provisionedAt: Date | undefined;
  /** For example `Succeeded`, `Failed` or `Updating`. */
  readonly provisioningState: string;
  /** What the instance view says of a failure. */
  readonly provisioningMessage: string | undefined;
  /** For example `running` or `deallocated`; `undefined` when the instance view tells none. */
  readonly powerState: string | undefined;
  readonly agent: AgentFacts | undefined;
  /** Azure's default is `true`. */
  readonly provisionVmAgent: boolean | undefined;
  /** Azure's default is `true`. */
  readonly allowExtensionOperations: boolean | undefined;
  readonly extensions: readonly ExtensionFacts[];
}

export interface AgentFacts {
  /** `Unknown` while it does not report. */
  readonly version: string;
  readonly isReady: boolean;
  readonly message: string | undefined;
  /** When the agent was last heard, as far as Azure tells. */
  readonly heardAt: Date | undefined;
  /** Handlers of extensions that the agent tells of. */
  readonly handlerCount: number;
}

export interface ExtensionFacts {
  readonly name: string;
  /** Publisher and type. */
  readonly handler: string;
  /** For example `Succeeded`, `Failed`, `Updating`. */
  readonly provisioningState: string;
  readonly message: string | undefined;
}

export interface DiskFacts {
  readonly name: string;
  readonly sizeInGiB: number | undefined;
  readonly storageType: string | undefined;
  /** Left out for the system's disk. */
  readonly lun?: number | undefined;
  /** Whether nothing but its machine tells of it, which knows neither type nor encryption. */
  readonly isHidden: boolean;
  /** Key vaults of a disk that is encrypted in the guest. */
  readonly encryption?: DiskEncryptionFacts | undefined;
}

export interface DiskEncryptionFacts {
  readonly keyVaultIds: readonly string[];
  /** Whether a key encrypts the secret. */
  readonly keyEncryptionKeyUsed: boolean;
}

export interface InterfaceFacts {
  readonly name: string;
  readonly configurations: readonly {
    readonly name: string;
    readonly address: string;
    /** `Dynamic` or `Static`: how Azure gives the address, always by DHCP. */
    readonly allocation: string;
    readonly isPrimary: boolean;
  }[];
}

export interface SecurityGroupFacts {
  readonly name: string;
  readonly rules: readonly SecurityRule[];
}

export interface ItemFacts {
  readonly id: string;
  readonly vaultId: string;
  readonly protectionState: string;
  readonly isSoftDeleted: boolean;
  readonly healthStatus: string;
  readonly lastBackupStatus: string;
  /** `undefined` for a machine that was never backed up. */
  readonly lastBackupAt: Date | undefined;
  readonly policyId: string;
  readonly includedDiskLuns?: readonly number[] | undefined;
  readonly excludedDiskLuns?: readonly number[] | undefined;
}

export interface BackupPolicyFacts {
  readonly name: string;
  readonly policy: BackupPolicy;
}

export interface JobFacts {
  readonly id: string;
  readonly vaultId: string;
  /** For example `Backup`. */
  readonly operation: string;
  readonly status: string;
  readonly startedAt: Date;
  /** `undefined` while it runs. */
  readonly endedAt: Date | undefined;
  /** For example `UserErrorVmProvisioningStateFailed`; `undefined` without an error. */
  readonly errorCode: string | undefined;
  readonly errorMessage?: string | undefined;
  readonly recommendations?: readonly string[] | undefined;
  /** Tasks in their order; left out where the job's details were not read. */
  readonly tasks?: readonly { readonly taskId: string; readonly status: string }[] | undefined;
}

export interface CollectionFacts {
  readonly id: string;
  readonly points: Told<readonly { readonly name: string; readonly takenAt: Date | undefined }[]>;
}

export interface LockFacts {
  readonly id: string;
  /** `CanNotDelete` or `ReadOnly`. */
  readonly level: string;
}

export interface KeyVaultFacts {
  readonly id: string;
  /** Whether it goes by roles, not by access policies. */
  readonly rolesUsed: boolean;
  readonly accessPolicies: readonly {
    readonly objectId: string;
    readonly keys: readonly string[];
    readonly secrets: readonly string[];
  }[];
}

export interface RoleGrantFacts {
  readonly principalId: string;
  readonly scope: string;
  /** `undefined` when the role's definition cannot be read. */
  readonly permissions: readonly Permission[] | undefined;
}
