import * as pulumi from "@pulumi/pulumi";
import { BackupProtectedItem } from "../resources/backup-protected-item";
import { explicitProviderFindings } from "./shared/argument-rules";
import { knownBackupPolicies } from "./shared/backup-facts";
import { judge, rule } from "./shared/inputs";
import { standsIn } from "./shared/residents";
import {
  grantKeyAccess,
  keyAccessRules,
  type VirtualMachineBackupKeyVaultArgs,
} from "./virtual-machine-backup/key-access";
import { machineBackupRules } from "./virtual-machine-backup/rules";
import type { BackupOnDestroy, BackupProtection } from "./virtual-machine-backup/words";

export interface VirtualMachineBackupArgs {
  /** Id of the virtual machine. Changing it replaces the protection by that of the other machine. */
  virtualMachineId: pulumi.Input<string>;
  /** Id of the Recovery Services vault, in the machine's region. Changing it replaces the protection: Azure takes the machine into another vault only once its backups here are deleted. */
  vaultId: pulumi.Input<string>;
  /** Id of the backup policy, of the same vault. Azure takes no machine back from an Enhanced to a Standard policy. */
  policyId: pulumi.Input<string>;
  /** Logical unit numbers of the only data disks that are backed up; an empty list for none of them. The system's disk always is. Left out, all are. */
  includedDiskLuns?: pulumi.Input<number>[];
  /** Logical unit numbers of the data disks that are not backed up; not beside `includedDiskLuns`. Defaults to none. */
  excludedDiskLuns?: pulumi.Input<number>[];
  /** One of `BackupProtection`: whether the machine is backed up. Defaults to `Active`. */
  protection?: pulumi.Input<BackupProtection>;
  /** One of `BackupOnDestroy`: what becomes of the backups when this is destroyed. Defaults to `Stopped`, which keeps them. It counts once it is deployed. Changing it changes nothing in Azure. */
  onDestroy?: pulumi.Input<BackupOnDestroy>;
  /** Whether a protection of the machine in this vault is taken over. Defaults to `false`. What was deleted softly is always brought back. Changing it changes nothing in Azure. */
  adopt?: pulumi.Input<boolean>;
  /** Whether a Standard policy may back up a Trusted Launch machine, which the portal does not know. Defaults to `false`. Changing it changes nothing in Azure. */
  standardPolicyAllowed?: pulumi.Input<boolean>;
  /** Key vaults whose secrets and keys encrypt the machine from within (Azure Disk Encryption), each by a key of your own: Azure Backup is let into each, once for all components of a program. Defaults to none. Changing a key replaces its right. */
  keyVaults?: Record<string, VirtualMachineBackupKeyVaultArgs>;
  /** Object id of the service principal "Backup Management Service" of the tenant, application `262044b1-e2ce-469f-a196-69ab7ada62d3` in public Azure. Required unless `keyVaults` is left out. Changing it replaces the rights. */
  backupServicePrincipalId?: pulumi.Input<string>;
  /** Id of the stack's own resource group for instant recovery points: a lock on it, above or below it, is refused. Left out, that of a `BackupPolicy` of the same program, if it has one. Changing it changes nothing in Azure. */
  restorePointGroupId?: pulumi.Input<string>;
}

/**
 * A virtual machine that a Recovery Services vault backs up: protected, taken over or brought back, changed in place, and
 * left with all its recovery points when it is removed, unless something else is said.
 *
 * Source: learn.microsoft.com backup/backup-azure-arm-userestapi-backupazurevms, backup/selective-disk-backup-restore.
 */
export class VirtualMachineBackup extends pulumi.ComponentResource {
  /** ARM id of the protected item. */
  public readonly protectedItemId!: pulumi.Output<string>;
  /** Azure's word for the state: `IRPending` before the first backup, then `Protected`. */
  public readonly protectionState!: pulumi.Output<string>;
  /** Azure's word for the health of the backups: `Passed`, `ActionRequired` or `ActionSuggested`. */
  public readonly healthStatus!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a wrong id, a policy of another vault or kind, disks that are not backed up, words that are none. */
  constructor(
    name: string,
    args: VirtualMachineBackupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const subject = `VirtualMachineBackup "${name}"`;
    const verdict = judge(subject, [
      ...machineBackupRules(args),
      ...keyAccessRules(name, args),
      rule({}, () => explicitProviderFindings(opts ?? {})),
    ]);
    super("azure-evergreen:index:VirtualMachineBackup", name, args, opts);
    verdict.showWarnings(this);
    standsIn(args.vaultId, this);

    const child = { parent: this };
    const { keyVaults, backupServicePrincipalId, ...asked } = args;
    const restorePointGroupId =
      args.restorePointGroupId ?? knownBackupPolicies.behind(args.policyId)?.restorePointGroupId;
    const access = grantKeyAccess(
      name,
      { keyVaults, backupServicePrincipalId: verdict.gate(backupServicePrincipalId ?? "") },
      subject,
      child,
    );
    const item = new BackupProtectedItem(
      `${name}-item`,
      {
        ...asked,
        virtualMachineId: verdict.gate(args.virtualMachineId),
        ...(restorePointGroupId !== undefined && { restorePointGroupId }),
      },
      { ...child, dependsOn: access },
    );

    this.protectedItemId = item.id;
    this.protectionState = item.protectionState;
    this.healthStatus = item.healthStatus;
    this.registerOutputs({
      protectedItemId: this.protectedItemId,
      protectionState: this.protectionState,
      healthStatus: this.healthStatus,
    });
  }
}
