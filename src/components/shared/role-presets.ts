import type * as pulumi from "@pulumi/pulumi";
import * as roles from "../../azure/roles";

/**
 * What a role preset says of a role: arguments of `LeastPrivilegeRole` without scope and principals,
 * for example `{ ...rolePresets.agentUpdater(), scope: vault.vaultId, principals }`.
 */
export interface RolePreset {
  readonly roleNamePrefix: string;
  readonly description: string;
  readonly actions: pulumi.Input<string>[];
  readonly notActions: pulumi.Input<string>[];
  readonly dataActions: pulumi.Input<string>[];
  readonly notDataActions: pulumi.Input<string>[];
}

/** A preset that is one of Azure's own roles. */
export interface ExistingRolePreset {
  readonly existingRole: string;
}

/** Roles for the duties of a fleet, each to be assigned at the smallest scope that it works on. */
export const rolePresets = {
  /**
   * For the identity that updates Site Recovery's agents, at the vault: the vault's own operations
   * without those that delete, fail over, restore, hand out credentials or weaken its protection.
   */
  agentUpdater: (): RolePreset => presetOf(roles.agentUpdaterRole()),
  /** For the same identity, just the calls of Microsoft's published script; whether its updater, which is not published, is content with them is not known. */
  agentUpdaterMinimal: (): RolePreset => presetOf(roles.agentUpdaterMinimalRole()),
  /** For the same identity what Microsoft documents: `Contributor`, to be assigned at the vault. */
  agentUpdaterDocumented: (): ExistingRolePreset => ({
    existingRole: roles.agentUpdaterDocumentedRole().roleName,
  }),
  /** Assesses and installs patches on demand; at the subscription, or at a resource group, where it cannot follow the status of what it began. */
  patchOperator: (): RolePreset => presetOf(roles.patchOperatorRole()),
  /** Writes patch schedules and attaches machines to them; at the subscription. */
  patchScheduler: (): RolePreset => presetOf(roles.patchSchedulerRole()),
  /** Runs, watches, cancels and resumes backups, without restoring or deleting; at the vault. */
  backupOperator: (): RolePreset => presetOf(roles.backupOperatorRole()),
  /** Reads what `evergreen backup diagnose` looks at, and changes nothing; at the subscription. */
  backupDiagnostician: (): RolePreset => presetOf(roles.backupDiagnosticianRole()),
  /** Lets the service "Backup Management Service" read and back up keys and secrets of encrypted VMs; at the key vault. */
  backupKeyReader: (): RolePreset => presetOf(roles.backupKeyReaderRole()),
  /** For a Run As account that still exists: everything but key vaults, access rights and `extraNotActions`, which defaults to `[]`; at the subscription. */
  runAsContributor: (extraNotActions: string[] = []): RolePreset =>
    presetOf(roles.runAsContributorRole(extraNotActions)),
};

function presetOf({ roleName, description, permission }: roles.RoleTemplate): RolePreset {
  return {
    roleNamePrefix: roleName,
    description,
    actions: [...permission.actions],
    notActions: [...permission.notActions],
    dataActions: [...permission.dataActions],
    notDataActions: [...permission.notDataActions],
  };
}
