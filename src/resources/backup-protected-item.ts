import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface BackupProtectedItemArgs {
  /** Id of the Recovery Services vault. Changing this replaces the item. */
  vaultId: pulumi.Input<string>;
  /** Id of the virtual machine; the names of container and item follow from it. Changing this replaces the item. */
  virtualMachineId: pulumi.Input<string>;
  /** Id of the backup policy, of the same vault. Changed in place; Azure takes no machine back from an Enhanced to a Standard policy. */
  policyId: pulumi.Input<string>;
  /** Logical unit numbers of the only data disks that are backed up beside the system's disk; an empty list for that one alone. Defaults to all. */
  includedDiskLuns?: pulumi.Input<pulumi.Input<number>[]>;
  /** Logical unit numbers of the data disks that are not backed up; not together with `includedDiskLuns`. Defaults to none. */
  excludedDiskLuns?: pulumi.Input<pulumi.Input<number>[]>;
  /**
   * `Active`, `Stopped` or `Suspended`: whether the machine is backed up. `Stopped` keeps all recovery points;
   * `Suspended`, of an immutable vault, keeps each for as long as the policy says. Defaults to `Active`.
   */
  protection?: pulumi.Input<string>;
  /**
   * `Retained`, `Stopped` or `SoftDeleted`: what becomes of the backups when this is deleted. `Retained` leaves the
   * machine backed up, `Stopped` stops backups and keeps their recovery points, `SoftDeleted` deletes them, after
   * which they can be brought back for as long as the vault's soft delete says, 14 days or more. Defaults to `Stopped`.
   */
  onDestroy?: pulumi.Input<string>;
  /** Whether a protection of the machine in this vault is taken over, and changed. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
  /** Whether a Standard policy may back up a Trusted Launch machine, which the portal does not know. Defaults to `false`. */
  standardPolicyAllowed?: pulumi.Input<boolean>;
  /** Id of a resource group of the stack into which the policy puts instant recovery points: refused with a lock on it, above or below it. Defaults to none. */
  restorePointGroupId?: pulumi.Input<string>;
}

/**
 * A virtual machine that a Recovery Services vault backs up.
 *
 * What was deleted softly is brought back and backed up again. What is protected already is refused unless
 * `adopt` is `true`; what another vault protects is refused, with that vault's id. Policy, disks and
 * protection are changed in place.
 */
export class BackupProtectedItem extends pulumi.CustomResource {
  /** Id of the vault. */
  declare readonly vaultId: pulumi.Output<string>;
  /** Id of the virtual machine. */
  declare readonly virtualMachineId: pulumi.Output<string>;
  /** Id of the backup policy. */
  declare readonly policyId: pulumi.Output<string>;
  /** Logical unit numbers of the only data disks that are backed up. */
  declare readonly includedDiskLuns: pulumi.Output<number[] | undefined>;
  /** Logical unit numbers of the data disks that are not backed up. */
  declare readonly excludedDiskLuns: pulumi.Output<number[] | undefined>;
  /** Whether the machine is backed up: `Active`, `Stopped` or `Suspended`. */
  declare readonly protection: pulumi.Output<string>;
  /** Azure's word for the state: `IRPending` before the first backup, then `Protected`. */
  declare readonly protectionState: pulumi.Output<string>;
  /** Azure's word for the health of the backups: `Passed`, `ActionRequired` or `ActionSuggested`. */
  declare readonly healthStatus: pulumi.Output<string>;

  constructor(name: string, args: BackupProtectedItemArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      vaultId: undefined,
      virtualMachineId: undefined,
      policyId: undefined,
      includedDiskLuns: undefined,
      excludedDiskLuns: undefined,
      protection: undefined,
      protectionState: undefined,
      healthStatus: undefined,
    };
    super(
      "azure-evergreen:index:BackupProtectedItem",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a protected item without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): BackupProtectedItem {
    return new BackupProtectedItem(name, {} as BackupProtectedItemArgs, { ...opts, id });
  }
}
