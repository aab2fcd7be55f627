import type * as pulumi from "@pulumi/pulumi";
import type { BackupPolicyType } from "../../azure/backup-policy";
import { KnownFacts } from "./known-facts";

/** A disk as its machine's component was given it. */
interface KnownDisk {
  readonly name: string;
  /** Left out for the disk of the operating system. */
  readonly lun?: pulumi.Input<number> | undefined;
  readonly sizeInGiB?: pulumi.Input<number> | undefined;
  readonly storageType?: pulumi.Input<string> | undefined;
}

/** A machine of this program, as far as it matters to its backup. */
export interface KnownMachine {
  readonly securityType?: string | undefined;
  readonly ephemeralPlacement?: pulumi.Input<string> | undefined;
  readonly disks: readonly KnownDisk[];
}

export const knownMachines = new KnownFacts<KnownMachine>();

/** A backup policy of this program. */
export interface KnownBackupPolicy {
  readonly policyType: BackupPolicyType;
  /** Id of the stack's own group for instant recovery points; left out when Azure makes it. */
  readonly restorePointGroupId?: pulumi.Output<string>;
}

export const knownBackupPolicies = new KnownFacts<KnownBackupPolicy>();

/** A vault of this program. */
export interface KnownVault {
  readonly immutability: pulumi.Input<string>;
  readonly softDelete: pulumi.Input<string>;
  readonly redundancy: pulumi.Input<string>;
}

export const knownVaults = new KnownFacts<KnownVault>();
