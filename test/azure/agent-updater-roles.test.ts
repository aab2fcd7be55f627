import assert from "node:assert/strict";
import { errorsAmong } from "../../src/azure/finding";
import { actionMatches, covers, permissionAllows } from "../../src/azure/permissions";
import {
  agentUpdaterDocumentedRole,
  agentUpdaterMinimalRole,
  agentUpdaterRole,
  builtInRoles,
  roleDefinitionFindings,
} from "../../src/azure/roles";
import { vaultOperations } from "./vault-operations";

const prefix = "Microsoft.RecoveryServices/vaults/";
const updater = agentUpdaterRole().permission;
const minimal = agentUpdaterMinimalRole().permission;
const documented = agentUpdaterDocumentedRole().permission;

/** What the default role must refuse, by reason. */
const refused = {
  destroys: [
    "delete",
    "backupFabrics/backupProtectionIntent/delete",
    "backupFabrics/protectionContainers/delete",
    "backupFabrics/protectionContainers/protectedItems/delete",
    "backupPolicies/delete",
    "backupResourceGuardProxies/delete",
    "extendedInformation/delete",
    "privateEndpointConnectionProxies/delete",
    "privateEndpointConnections/delete",
    "registeredIdentities/delete",
    "replicationFabrics/delete",
    "replicationFabrics/replicationNetworks/replicationNetworkMappings/delete",
    "replicationFabrics/replicationProtectionContainers/replicationMigrationItems/delete",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/delete",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionClusters/delete",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings/delete",
    "replicationFabrics/replicationRecoveryServicesProviders/delete",
    "replicationFabrics/replicationStorageClassifications/replicationStorageClassificationMappings/delete",
    "replicationFabrics/replicationvCenters/delete",
    "replicationPolicies/delete",
    "replicationRecoveryPlans/delete",
    "replicationFabrics/remove/action",
    "replicationFabrics/removeInfra/action",
    "replicationFabrics/replicationProtectionContainers/remove/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/remove/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/removeDisks/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings/remove/action",
    "replicationFabrics/replicationRecoveryServicesProviders/remove/action",
    "backupFabrics/protectionContainers/protectedItems/recoveryPoints/move/action",
    "backupPolicies/write",
    "replicationPolicies/write",
    "backupFabrics/backupProtectionIntent/write",
    "backupFabrics/protectionContainers/write",
    "backupFabrics/protectionContainers/protectedItems/write",
    "backupFabrics/protectionContainers/protectedItems/recoveryPoints/write",
  ],
  failsOver: [
    "replicationFabrics/moveWebApp/action",
    "replicationFabrics/replicationProtectionContainers/switchprotection/action",
    "replicationFabrics/replicationProtectionContainers/switchClusterProtection/action",
    "replicationFabrics/replicationProtectionContainers/replicationMigrationItems/migrate/action",
    "replicationFabrics/replicationProtectionContainers/replicationMigrationItems/testMigrate/action",
    "replicationFabrics/replicationProtectionContainers/replicationMigrationItems/testMigrateCleanup/action",
    "replicationFabrics/replicationProtectionContainers/replicationMigrationItems/pauseReplication/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/plannedFailover/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/unplannedFailover/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/testFailover/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/testFailoverCleanup/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/failoverCommit/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/failoverCancel/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/reProtect/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectedItems/applyRecoveryPoint/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionClusters/unplannedFailover/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionClusters/testFailover/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionClusters/testFailoverCleanup/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionClusters/applyRecoveryPoint/action",
    "replicationFabrics/replicationProtectionContainers/replicationProtectionClusters/failoverCommit/action",
    "replicationFabrics/replicationRecoveryServicesProviders/refreshProvider/action",
    "replicationJobs/cancel/action",
    "replicationJobs/restart/action",
    "replicationJobs/resume/action",
    "replicationRecoveryPlans/plannedFailover/action",
    "replicationRecoveryPlans/unplannedFailover/action",
    "replicationRecoveryPlans/testFailover/action",
    "replicationRecoveryPlans/testFailoverCleanup/action",
    "replicationRecoveryPlans/failoverCommit/action",
    "replicationRecoveryPlans/failoverCancel/action",
    "replicationRecoveryPlans/reProtect/action",
    "backupJobs/cancel/action",
    "backupJobs/retry/action",
  ],
  restores: [
    "backupFabrics/restore/action",
    "backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action",
    "backupFabrics/protectionContainers/protectedItems/recoveryPoints/provisionInstantItemRecovery/action",
    "backupFabrics/protectionContainers/protectedItems/recoveryPoints/revokeInstantItemRecovery/action",
  ],
  handsOutCredentials: [
    "backupSecurityPIN/action",
    "certificates/write",
    "registeredIdentities/write",
    "vaultTokens/read",
    "extendedInformation/read",
    "extendedInformation/write",
    "backupFabrics/protectionContainers/protectedItems/recoveryPoints/accessToken/action",
    "replicationFabrics/renewcertificate/action",
    "replicationFabrics/migratetoaad/action",
    "replicationFabrics/replicationRecoveryServicesProviders/write",
    "privateEndpointConnections/write",
    "privateEndpointConnectionProxies/write",
    "PrivateEndpointConnectionsApproval/action",
  ],
  weakensProtection: [
    "write",
    "backupconfig/write",
    "backupstorageconfig/write",
    "backupEncryptionConfigs/write",
    "backupResourceGuardProxies/write",
    "backupResourceGuardProxies/unlockDelete/action",
    "providers/Microsoft.Insights/diagnosticSettings/write",
    "monitoringConfigurations/write",
    "replicationAlertSettings/write",
  ],
};

describe("agent updater: the default role", () => {
  for (const [reason, operations] of Object.entries(refused)) {
    it(`refuses what ${reason.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`, () => {
      for (const operation of operations) {
        assert.equal(permissionAllows(updater, prefix + operation), false, operation);
        assert.equal(vaultOperations.includes(prefix + operation), true, operation);
      }
    });
  }

  it("allows every other operation of the vault that Azure publishes", () => {
    const expected = new Set(Object.values(refused).flat());
    const really = vaultOperations.filter((operation) => !permissionAllows(updater, operation));
    assert.deepEqual(
      really.map((operation) => operation.slice(prefix.length)).sort(),
      [...expected].sort(),
    );
  });

  it("allows nothing outside the vault, and no data", () => {
    for (const action of [
      "Microsoft.RecoveryServices/locations/deletedVaults/undelete/action",
      "Microsoft.RecoveryServices/Locations/backupCrossRegionRestore/action",
      "Microsoft.RecoveryServices/register/action",
      "Microsoft.Resources/subscriptions/resourceGroups/read",
      "Microsoft.Compute/virtualMachines/read",
      "Microsoft.Authorization/roleAssignments/write",
      "Microsoft.Authorization/locks/delete",
    ]) {
      assert.equal(permissionAllows(updater, action), false, action);
    }
    assert.deepEqual(updater.dataActions, []);
  });

  it("refuses an operation that Azure's interface has and its list of operations lacks", () => {
    const item = `${prefix}replicationFabrics/replicationProtectionContainers/replicationProtectedItems`;
    assert.equal(permissionAllows(updater, `${item}/switchProvider/action`), false);
  });

  it("names no string that stands for no published operation: Azure refuses such a role", () => {
    for (const pattern of [...updater.actions, ...updater.notActions, ...minimal.actions]) {
      assert.equal(
        vaultOperations.some((operation) => actionMatches(pattern, operation)),
        true,
        pattern,
      );
    }
  });

  it("has no NotAction twice and none that another makes idle", () => {
    for (const pattern of updater.notActions) {
      const others = updater.notActions.filter((other) => other !== pattern);
      assert.equal(others.length, updater.notActions.length - 1, pattern);
      assert.equal(
        vaultOperations.every(
          (operation) =>
            !actionMatches(pattern, operation) ||
            others.some((other) => actionMatches(other, operation)),
        ),
        false,
        pattern,
      );
    }
  });
});

describe("agent updater: the three roles among each other", () => {
  it("gives less by default than what Microsoft documents", () => {
    assert.equal(covers(documented, updater), true);
    assert.equal(covers(updater, documented), false);
    assert.equal(documented, builtInRoles.Contributor?.permission);
  });

  it("gives by default all that the documented calls need, and more", () => {
    assert.equal(covers(updater, minimal), true);
    assert.equal(covers(minimal, updater), false);
    assert.equal(minimal.actions.length, 7);
    for (const action of minimal.actions) {
      assert.equal(permissionAllows(updater, action), true, action);
    }
  });

  it("lets the default also start an agent's update by hand, which the minimal one does not", () => {
    const action = `${prefix}replicationFabrics/replicationProtectionContainers/replicationProtectedItems/updateMobilityService/action`;
    assert.equal(permissionAllows(updater, action), true);
    assert.equal(permissionAllows(minimal, action), false);
  });

  it("has the list that Site Recovery Contributor lacks", () => {
    const list = `${prefix}replicationProtectionContainerMappings/read`;
    const siteRecovery = builtInRoles["Site Recovery Contributor"]?.permission;
    assert.equal(siteRecovery !== undefined && permissionAllows(siteRecovery, list), false);
    assert.equal(permissionAllows(minimal, list), true);
  });

  it("passes the rules for custom roles", () => {
    const assignableScopes = [
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg",
    ];
    for (const role of [
      agentUpdaterRole(),
      agentUpdaterMinimalRole(),
      agentUpdaterDocumentedRole(),
    ]) {
      assert.deepEqual(errorsAmong(roleDefinitionFindings({ ...role, assignableScopes }, "")), []);
    }
  });
});
