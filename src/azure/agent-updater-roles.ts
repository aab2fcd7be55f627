import { builtInRole } from "./built-in-roles";
import { permission } from "./permission";
import type { RoleTemplate } from "./roles";

const vault = "Microsoft.RecoveryServices/vaults";
const mappings = `${vault}/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings`;

/** What takes something away for good. */
const destroying = [
  `${vault}/delete`,
  `${vault}/*/delete`,
  `${vault}/*/remove/action`,
  `${vault}/*/removeDisks/action`,
  `${vault}/*/removeInfra/action`,
  // A recovery point that is moved leaves its tier.
  `${vault}/*/move/action`,
  // A shorter retention drops the recovery points that are older.
  `${vault}/backupPolicies/write`,
  `${vault}/replicationPolicies/write`,
  // Stops protection, or puts a machine under a policy that keeps less.
  `${vault}/backupFabrics/*/write`,
];

/** What moves machines between sites, or goes on with such a move. */
const failingOver = [
  `${vault}/*/plannedFailover/action`,
  `${vault}/*/unplannedFailover/action`,
  `${vault}/*/testFailover/action`,
  `${vault}/*/testFailoverCleanup/action`,
  `${vault}/*/failoverCommit/action`,
  `${vault}/*/failoverCancel/action`,
  `${vault}/*/applyRecoveryPoint/action`,
  `${vault}/*/reProtect/action`,
  `${vault}/*/switchprotection/action`,
  `${vault}/*/switchClusterProtection/action`,
  // Azure does not list `switchProvider` and takes no unlisted operation by name; `refreshProvider` goes with it.
  `${vault}/*Provider/action`,
  `${vault}/*/migrate/action`,
  `${vault}/*/testMigrate/action`,
  `${vault}/*/testMigrateCleanup/action`,
  `${vault}/*/pauseReplication/action`,
  `${vault}/replicationFabrics/moveWebApp/action`,
  // A job that is resumed or restarted can be a failover, one that is cancelled a backup.
  `${vault}/replicationJobs/*/action`,
  `${vault}/backupJobs/*/action`,
];

/** What brings data out of a backup. */
const restoring = [
  `${vault}/*/restore/action`,
  `${vault}/*/provisionInstantItemRecovery/action`,
  `${vault}/*/revokeInstantItemRecovery/action`,
];

/** What hands out or exchanges the vault's credentials, or lets somebody in. */
const handingOutCredentials = [
  `${vault}/backupSecurityPIN/action`,
  `${vault}/certificates/write`,
  `${vault}/registeredIdentities/write`,
  `${vault}/vaultTokens/read`,
  `${vault}/*/accessToken/action`,
  // Holds the vault's integrity and encryption keys.
  `${vault}/extendedInformation/*`,
  `${vault}/replicationFabrics/renewcertificate/action`,
  `${vault}/replicationFabrics/migratetoaad/action`,
  `${vault}/replicationFabrics/replicationRecoveryServicesProviders/write`,
  `${vault}/privateEndpointConnections/write`,
  `${vault}/privateEndpointConnectionProxies/write`,
  `${vault}/PrivateEndpointConnectionsApproval/action`,
];

/** What opens the way to the rest: soft delete, immutability, keys, guard, logs and alarms. */
const weakeningProtection = [
  `${vault}/write`,
  `${vault}/backupconfig/write`,
  `${vault}/backupstorageconfig/write`,
  `${vault}/backupEncryptionConfigs/write`,
  `${vault}/backupResourceGuardProxies/write`,
  `${vault}/backupResourceGuardProxies/unlockDelete/action`,
  `${vault}/providers/Microsoft.Insights/diagnosticSettings/write`,
  `${vault}/monitoringConfigurations/write`,
  `${vault}/replicationAlertSettings/write`,
];

/**
 * The identity that updates Site Recovery's mobility agents, to be assigned at the vault: the vault's
 * own operations, without those that destroy, fail over, restore, hand out credentials or weaken the
 * vault's protection. Less than the Contributor that Microsoft documents, more than its documented
 * calls need, because the updater itself is not published.
 *
 * Source: learn.microsoft.com, role-based-access-control/permissions/management-and-governance.
 */
export function agentUpdaterRole(): RoleTemplate {
  return {
    roleName: "Evergreen Agent Updater",
    description:
      "Updates the Site Recovery mobility agents of one vault. Cannot delete, fail over, restore, read credentials or weaken the vault's protection.",
    permission: permission({
      actions: [`${vault}/*`],
      notActions: [
        ...destroying,
        ...failingOver,
        ...restoring,
        ...handingOutCredentials,
        ...weakeningProtection,
      ],
    }),
  };
}

/**
 * The same identity with just the documented calls: Microsoft's published script lists the vault's
 * mappings, changes each and follows the operation; its REST and PowerShell counterparts also read
 * the vault, a mapping, the operation's result and its job. The updater that runs afterwards is not
 * published, so whether it is content with these rights is not known.
 *
 * Source: learn.microsoft.com, site-recovery/azure-to-azure-autoupdate, site-recovery/azure-to-azure-powershell.
 */
export function agentUpdaterMinimalRole(): RoleTemplate {
  return {
    roleName: "Evergreen Agent Updater (documented calls)",
    description:
      "Makes the calls that Microsoft's published script for the Site Recovery agent update makes, and no others.",
    permission: permission({
      actions: [
        `${vault}/read`,
        `${vault}/replicationProtectionContainerMappings/read`,
        `${mappings}/read`,
        `${mappings}/write`,
        `${mappings}/operationresults/read`,
        `${vault}/replicationOperationStatus/read`,
        `${vault}/replicationJobs/read`,
      ],
    }),
  };
}

/**
 * What Microsoft documents for that identity: the built-in `Contributor`, at the vault.
 *
 * Source: learn.microsoft.com, site-recovery/how-to-migrate-run-as-accounts-managed-identity.
 */
export function agentUpdaterDocumentedRole(): RoleTemplate {
  return {
    roleName: "Contributor",
    description:
      "Grants full access to manage all resources, but not to assign roles, manage blueprint assignments or share image galleries.",
    permission: builtInRole("Contributor").permission,
  };
}
