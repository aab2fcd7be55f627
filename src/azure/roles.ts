import { backupKeyDataActions } from "./backup-key-access";
import { builtInRole } from "./built-in-roles";
import { permission, type Permission } from "./permission";
import {
  extensionResourceId,
  parseResourceId,
  resourceGroupId,
  resourceIdFindings,
  subscriptionScope,
} from "./resource-id";

export {
  agentUpdaterDocumentedRole,
  agentUpdaterMinimalRole,
  agentUpdaterRole,
} from "./agent-updater-roles";
export { builtInRole, builtInRoleFindings, builtInRoles, type BuiltInRole } from "./built-in-roles";
export {
  existingRoleFindings,
  roleAssignmentFindings,
  roleDefinitionFindings,
} from "./role-definition-rules";

/** What a role is called, what it is for, what it allows: all but where it can be assigned. */
export interface RoleTemplate {
  readonly roleName: string;
  readonly description: string;
  readonly permission: Permission;
}

/** Id of a role definition in a subscription; `guid` is its name, for a built-in role its known id. */
export function roleDefinitionId(subscriptionId: string, guid: string): string {
  return extensionResourceId(
    subscriptionScope(subscriptionId),
    "Microsoft.Authorization/roleDefinitions",
    [guid],
  );
}

/**
 * Assesses and installs patches on demand, reads the results and who patches: schedules and patch
 * extensions. It cannot change the patch mode: Azure has no action for that alone, only
 * `Microsoft.Compute/virtualMachines/write`.
 *
 * Source: learn.microsoft.com, update-manager/roles-permissions; the assessment's operations are read
 * off the built-in roles, which name them with the assessment's own name `latest`.
 */
export function patchOperatorRole(): RoleTemplate {
  const machine = "Microsoft.Compute/virtualMachines";
  return {
    roleName: "Evergreen Patch Operator",
    description: "Assesses and installs patches on virtual machines on demand, reads the results.",
    permission: permission({
      actions: [
        `${machine}/read`,
        `${machine}/instanceView/read`,
        `${machine}/patchAssessmentResults/*`,
        `${machine}/patchInstallationResults/read`,
        `${machine}/patchInstallationResults/softwarePatches/read`,
        `${machine}/assessPatches/action`,
        `${machine}/installPatches/action`,
        `${machine}/extensions/read`,
        "Microsoft.Maintenance/maintenanceConfigurations/read",
        "Microsoft.Maintenance/configurationAssignments/read",
        "Microsoft.Maintenance/applyUpdates/read",
        "Microsoft.Authorization/permissions/read",
        "Microsoft.Compute/locations/operations/read",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
      ],
    }),
  };
}

/**
 * Writes patch schedules and attaches machines to them. It cannot assess or install, nor deploy
 * templates, which the portal does in its holder's name.
 *
 * Source: learn.microsoft.com, update-manager/roles-permissions and the built-in role Scheduled
 * Patching Contributor.
 */
export function patchSchedulerRole(): RoleTemplate {
  return {
    roleName: "Evergreen Patch Scheduler",
    description: "Manages maintenance configurations for guest patches and their assignments.",
    permission: permission({
      actions: [
        ...builtInRole("Scheduled Patching Contributor").permission.actions,
        "Microsoft.Maintenance/register/action",
        "Microsoft.Compute/virtualMachines/read",
        "Microsoft.Resources/subscriptions/resourceGroups/read",
      ],
    }),
  };
}

/**
 * Runs, watches, cancels and resumes backups. Less than the built-in Backup Operator: no restore, no
 * registration of servers, no access to credentials, no change of policies or the vault's own settings,
 * and nothing that is asked for outside the vault, where the role is not.
 *
 * Source: learn.microsoft.com, role-based-access-control/built-in-roles/storage (Backup Operator).
 */
export function backupOperatorRole(): RoleTemplate {
  const vault = "Microsoft.RecoveryServices/vaults";
  const item = `${vault}/backupFabrics/protectionContainers/protectedItems`;
  return {
    roleName: "Evergreen Backup Operator",
    description:
      "Runs, watches, cancels and resumes backups. Cannot restore, delete, or change the vault.",
    permission: permission({
      actions: [
        `${vault}/read`,
        `${vault}/usages/read`,
        `${vault}/backupFabrics/operationResults/read`,
        `${vault}/backupFabrics/refreshContainers/action`,
        `${vault}/backupFabrics/protectionContainers/read`,
        `${item}/read`,
        `${item}/write`,
        `${item}/backup/action`,
        `${item}/operationResults/read`,
        `${item}/operationsStatus/read`,
        `${item}/recoveryPoints/read`,
        `${vault}/backupJobs/read`,
        `${vault}/backupJobs/cancel/action`,
        `${vault}/backupJobs/operationResults/read`,
        `${vault}/backupPolicies/read`,
        `${vault}/backupProtectableItems/read`,
        `${vault}/backupProtectedItems/read`,
        `${vault}/backupProtectionContainers/read`,
      ],
    }),
  };
}

/**
 * Reads what `backup diagnose` looks at, and changes nothing: at the subscription, for locks are listed there and
 * restore points stand in groups of Azure Backup's own. The built-in role Reader holds all of it and more.
 *
 * Source: learn.microsoft.com, role-based-access-control/resource-provider-operations.
 */
export function backupDiagnosticianRole(): RoleTemplate {
  const vault = "Microsoft.RecoveryServices/vaults";
  return {
    roleName: "Evergreen Backup Diagnostician",
    description: "Reads machines, their backups and all that can keep these from succeeding.",
    permission: permission({
      actions: [
        "Microsoft.Compute/virtualMachines/read",
        "Microsoft.Compute/disks/read",
        "Microsoft.Compute/restorePointCollections/read",
        "Microsoft.Network/networkInterfaces/read",
        "Microsoft.Network/networkSecurityGroups/read",
        "Microsoft.KeyVault/vaults/read",
        "Microsoft.Authorization/locks/read",
        "Microsoft.Authorization/roleAssignments/read",
        "Microsoft.Authorization/roleDefinitions/read",
        `${vault}/backupFabrics/protectionContainers/protectedItems/read`,
        `${vault}/backupJobs/read`,
        `${vault}/backupPolicies/read`,
      ],
    }),
  };
}

/**
 * What the service "Backup Management Service" needs of a key vault in RBAC mode to back up machines
 * whose disks are encrypted with keys and secrets of that vault.
 *
 * Source: learn.microsoft.com, backup/backup-azure-vms-encryption.
 */
export function backupKeyReaderRole(): RoleTemplate {
  return {
    roleName: "Evergreen Backup Key Reader",
    description: "Lets Azure Backup read and back up the keys and secrets of encrypted machines.",
    permission: permission({
      dataActions: [...backupKeyDataActions],
    }),
  };
}

/**
 * The role that replaced Contributor on a Run As account: everything but key vaults, access rights and
 * what the caller names in `extraNotActions`. Defaults to `[]`.
 *
 * Source: the Automation team's scripts for Run As accounts, which copy Contributor's NotActions.
 */
export function runAsContributorRole(extraNotActions: readonly string[] = []): RoleTemplate {
  const contributor = builtInRole("Contributor").permission;
  return {
    roleName: "Automation RunAs Contributor",
    description: "Can manage all resources except Key Vault and access permissions",
    permission: permission({
      actions: contributor.actions,
      notActions: [...contributor.notActions, "Microsoft.KeyVault/*", ...extraNotActions],
    }),
  };
}

/**
 * Where a custom role for a scope is defined: the resource group of a resource, any other scope
 * itself. Azure documents management groups, subscriptions and resource groups as assignable scopes,
 * and a role can be assigned at anything below them.
 *
 * Source: learn.microsoft.com, role-based-access-control/custom-roles.
 */
export function definitionScopeOf(scope: string): string {
  if (resourceIdFindings(scope, "").length > 0) {
    return scope;
  }
  const { subscriptionId, resourceGroupName } = parseResourceId(scope);
  return subscriptionId === undefined || resourceGroupName === undefined
    ? scope
    : resourceGroupId(subscriptionId, resourceGroupName);
}
