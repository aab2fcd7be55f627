import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { deterministicGuid } from "../../src/azure/guid";
import { PrincipalType } from "../../src/components/least-privilege-role";
import { RecoveryPlan } from "../../src/components/recovery-plan";
import { ReplicatedVirtualMachine } from "../../src/components/replicated-virtual-machine";
import { RecoveryVault } from "../../src/components/recovery-vault";
import { SiteRecovery } from "../../src/components/site-recovery";
import { AgentAutoUpdateMode } from "../../src/components/site-recovery/agent-updater";
import {
  VaultCrossSubscriptionRestore,
  VaultImmutability,
  VaultProtectedItemsOnDestroy,
  VaultRedundancy,
  VaultSoftDelete,
} from "../../src/components/recovery-vault/vault";
import {
  childrenOf,
  deploy,
  groupId,
  inputsOf,
  lateRefusalOf,
  principalIdOf,
  refusalOf,
  unknownInput,
  valueOf,
} from "./mocks";

const vaultId = `${groupId}/providers/Microsoft.RecoveryServices/vaults/fleet-vault`;
const keyUri = "https://fleet.vault.azure.net/keys/backups";
const keyVaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/fleet`;
const network = `${groupId}/providers/Microsoft.Network`;
const subnetId = `${network}/virtualNetworks/fleet/subnets/endpoints`;
const guardId = `${groupId}/providers/Microsoft.DataProtection/resourceGuards/fleet`;
const operatorId = "0a1b2c3d-1111-4222-8333-444455556666";
const monitoringSettings = {
  azureMonitorAlertSettings: {
    alertsForAllJobFailures: "Enabled",
    alertsForAllReplicationIssues: "Enabled",
    alertsForAllFailoverIssues: "Enabled",
  },
  classicAlertSettings: {
    alertsForCriticalOperations: "Disabled",
    emailNotificationsForSiteRecovery: "Disabled",
  },
};
const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fleet`;

describe("RecoveryVault", () => {
  it("makes a vault with an identity, soft delete and immutability", async () => {
    const deployed = await deploy(
      (opts) => new RecoveryVault("fleet", { resourceGroupName: "fleet" }, opts),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:recoveryservices:Vault fleet-vault",
      "azure-evergreen:index:RecoveryVaultSettings fleet-settings",
    ]);
    assert.deepEqual(inputsOf(deployed, "fleet-settings"), {
      vaultId,
      protectedItemsOnDestroy: "Refused",
    });
    assert.deepEqual(inputsOf(deployed, "fleet-vault"), {
      resourceGroupName: "fleet",
      identity: { type: "SystemAssigned" },
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        publicNetworkAccess: "Enabled",
        redundancySettings: {
          standardTierStorageRedundancy: "GeoRedundant",
          crossRegionRestore: "Disabled",
        },
        restoreSettings: {
          crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" },
        },
        monitoringSettings,
        securitySettings: {
          immutabilitySettings: { state: "Unlocked" },
          softDeleteSettings: {
            softDeleteState: "Enabled",
            softDeleteRetentionPeriodInDays: 14,
            enhancedSecurityState: "Enabled",
          },
        },
      },
    });
    const { result } = deployed;
    assert.equal(
      await valueOf(result.vaultId),
      `${groupId}/providers/Microsoft.RecoveryServices/vaults/fleet-vault`,
    );
    assert.equal(await valueOf(result.vaultName), "fleet-vault");
    assert.equal(await valueOf(result.principalId), principalIdOf("fleet-vault"));
    assert.equal(await valueOf(result.location), "northeurope");
  });

  it("takes every argument", async () => {
    const deployed = await deploy(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: "fleet",
            vaultName: "recovery",
            location: "northeurope",
            userAssignedIdentityIds: [identityId],
            redundancy: VaultRedundancy.GeoRedundant,
            crossRegionRestoreEnabled: true,
            crossSubscriptionRestore: VaultCrossSubscriptionRestore.PermanentlyDisabled,
            softDelete: VaultSoftDelete.AlwaysOn,
            softDeleteRetentionInDays: 90,
            immutability: VaultImmutability.Locked,
            customerManagedKey: { keyUri, keyVaultId },
            infrastructureEncryptionEnabled: true,
            publicNetworkAccessEnabled: false,
            privateEndpoints: {
              backup: {
                groupId: "AzureBackup",
                subnetId,
                privateDnsZoneIds: {
                  backup: `${network}/privateDnsZones/privatelink.ne.backup.windowsazure.com`,
                  blob: `${network}/privateDnsZones/privatelink.blob.core.windows.net`,
                  queue: `${network}/privateDnsZones/privatelink.queue.core.windows.net`,
                },
              },
              replication: {
                groupId: "AzureSiteRecovery",
                subnetId,
                privateDnsZoneIds: {
                  main: `${network}/privateDnsZones/privatelink.siterecovery.windowsazure.com`,
                },
              },
            },
            multiUserAuthorization: {
              resourceGuardId: guardId,
              operationRequestIds: [`${guardId}/disableSoftDeleteRequests/default`],
            },
            alerts: {
              jobFailuresEnabled: false,
              replicationIssuesEnabled: false,
              failoverIssuesEnabled: false,
              classicAlertsEnabled: true,
              siteRecoveryMail: {
                emailAddresses: ["fleet@example.com"],
                ownersToldEnabled: true,
                locale: "de-DE",
              },
            },
            diagnosticSettings: {
              central: {
                workspaceId: `${groupId}/providers/Microsoft.OperationalInsights/workspaces/w`,
              },
            },
            roleAssignments: {
              operator: {
                role: "Backup Operator",
                principalId: operatorId,
                principalType: PrincipalType.Group,
              },
            },
            protectedItemsOnDestroy: VaultProtectedItemsOnDestroy.SoftDeleted,
            deletionLock: { notes: "backups of the fleet" },
            tags: { workload: "fleet" },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:recoveryservices:Vault fleet-vault",
      "azure-native:authorization:RoleAssignment fleet-key-access",
      "azure-evergreen:index:RecoveryVaultSettings fleet-settings",
      "azure-native:network:PrivateEndpoint fleet-endpoint-backup",
      "azure-native:network:PrivateDnsZoneGroup fleet-dns-backup",
      "azure-native:network:PrivateEndpoint fleet-endpoint-replication",
      "azure-native:network:PrivateDnsZoneGroup fleet-dns-replication",
      "azure-native:authorization:RoleAssignment fleet-role-operator",
      "azure-native:monitor:DiagnosticSetting fleet-diagnostics-central",
      "azure-native:recoveryservices:ResourceGuardProxy fleet-guard",
      "azure-native:authorization:ManagementLockByScope fleet-lock",
    ]);
    assert.deepEqual(inputsOf(deployed, "fleet-vault"), {
      resourceGroupName: "fleet",
      vaultName: "recovery",
      location: "northeurope",
      identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: [identityId] },
      sku: { name: "RS0", tier: "Standard" },
      properties: {
        publicNetworkAccess: "Disabled",
        redundancySettings: {
          standardTierStorageRedundancy: "GeoRedundant",
          crossRegionRestore: "Enabled",
        },
        restoreSettings: {
          crossSubscriptionRestoreSettings: {
            crossSubscriptionRestoreState: "PermanentlyDisabled",
          },
        },
        securitySettings: {
          immutabilitySettings: { state: "Locked" },
          softDeleteSettings: {
            softDeleteState: "AlwaysON",
            softDeleteRetentionPeriodInDays: 90,
            enhancedSecurityState: "Enabled",
          },
        },
        monitoringSettings: {
          azureMonitorAlertSettings: {
            alertsForAllJobFailures: "Disabled",
            alertsForAllReplicationIssues: "Disabled",
            alertsForAllFailoverIssues: "Disabled",
          },
          classicAlertSettings: {
            alertsForCriticalOperations: "Enabled",
            emailNotificationsForSiteRecovery: "Enabled",
          },
        },
        resourceGuardOperationRequests: [`${guardId}/disableSoftDeleteRequests/default`],
      },
      tags: { workload: "fleet" },
    });
    const madeId = vaultId.replace("fleet-vault", "recovery");
    assert.deepEqual(inputsOf(deployed, "fleet-settings"), {
      vaultId: madeId,
      encryption: { keyUri, infrastructureEncryptionEnabled: true },
      siteRecoveryMail: {
        emailAddresses: ["fleet@example.com"],
        ownersToldEnabled: true,
        locale: "de-DE",
      },
      protectedItemsOnDestroy: "SoftDeleted",
    });
    assert.equal(inputsOf(deployed, "fleet-key-access").principalId, principalIdOf("recovery"));
    assert.deepEqual(inputsOf(deployed, "fleet-endpoint-backup").privateLinkServiceConnections, [
      { name: "connection", privateLinkServiceId: madeId, groupIds: ["AzureBackup"] },
    ]);
    const role = "00c29273-979b-4161-815c-10b084fb9324";
    assert.deepEqual(inputsOf(deployed, "fleet-role-operator"), {
      scope: madeId,
      principalId: operatorId,
      principalType: "Group",
      roleAssignmentName: deterministicGuid(madeId, operatorId, role),
      roleDefinitionId: `${groupId.split("/resourceGroups")[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    });
    assert.deepEqual(inputsOf(deployed, "fleet-guard"), {
      resourceGroupName: "fleet",
      vaultName: "recovery",
      resourceGuardProxyName: "VaultProxy",
      properties: { resourceGuardResourceId: guardId },
    });
    assert.deepEqual(inputsOf(deployed, "fleet-lock"), {
      scope: madeId,
      level: "CanNotDelete",
      notes: "backups of the fleet",
    });
    assert.deepEqual(deployed.warnings.length, 1);
    assert.match(deployed.warnings[0] ?? "", /EVG-VAULT-005/);
  });

  it("gives a user-assigned identity its key before the vault is made with it", async () => {
    const deployed = await deploy(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: "fleet",
            userAssignedIdentityIds: [identityId],
            customerManagedKey: { keyUri, keyVaultId, userAssignedIdentityId: identityId },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:authorization:RoleAssignment fleet-key-access",
      "azure-native:recoveryservices:Vault fleet-vault",
      "azure-evergreen:index:RecoveryVaultSettings fleet-settings",
    ]);
    assert.equal(inputsOf(deployed, "fleet-key-access").principalId, principalIdOf("fleet"));
    const { properties } = inputsOf(deployed, "fleet-vault") as {
      properties: { encryption: unknown };
    };
    assert.deepEqual(properties.encryption, {
      keyVaultProperties: { keyUri },
      kekIdentity: { useSystemAssignedIdentity: false, userAssignedIdentity: identityId },
      infrastructureEncryption: "Disabled",
    });
    const vault = deployed.resources.find(({ name }) => name === "fleet-vault");
    assert.deepEqual(vault?.dependsOn, ["fleet-key-access"]);
    assert.equal(inputsOf(deployed, "fleet-settings").encryption, undefined);
  });

  it("has no principal with user-assigned identities alone", async () => {
    const deployed = await deploy(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: "fleet",
            systemAssignedIdentityEnabled: false,
            userAssignedIdentityIds: [identityId],
          },
          opts,
        ),
    );

    assert.deepEqual(inputsOf(deployed, "fleet-vault").identity, {
      type: "UserAssigned",
      userAssignedIdentities: [identityId],
    });
    assert.equal(await valueOf(deployed.result.principalId), "");
  });

  it("tells all problems at once, before anything is registered", async () => {
    const message = await refusalOf(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: "fleet",
            location: "north europe 2",
            systemAssignedIdentityEnabled: false,
            redundancy: VaultRedundancy.ZoneRedundant,
            crossRegionRestoreEnabled: true,
            softDelete: "Disabled" as VaultSoftDelete,
            softDeleteRetentionInDays: 7,
            immutability: "On" as VaultImmutability,
            crossSubscriptionRestore: "Never" as VaultCrossSubscriptionRestore,
            protectedItemsOnDestroy: "Deleted" as VaultProtectedItemsOnDestroy,
            customerManagedKey: { keyUri: "backups" },
            privateEndpoints: { automation: { groupId: "Webhook", subnetId } },
            alerts: { siteRecoveryMail: { emailAddresses: ["fleet"] } },
            multiUserAuthorization: { resourceGuardId: vaultId },
            roleAssignments: { operator: { role: "Backup Operater", principalId: "fleet" } },
            diagnosticSettings: { central: {} },
            deletionLock: { notes: "n".repeat(513) },
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'RecoveryVault "fleet" has 17 problems:',
        "  - systemAssignedIdentityEnabled: Neither a system-assigned nor a user-assigned identity is asked for. Leave the system-assigned identity on, or give the ids of user-assigned ones. [EVG-IDENTITY-001]",
        '  - location: "north europe 2" is not an Azure region. Did you mean "northeurope"? [EVG-REGION-001]',
        '  - crossSubscriptionRestore: "Never" is none of the words that crossSubscriptionRestore takes. Use "Enabled", "Disabled" or "PermanentlyDisabled". [EVG-ARGUMENT-003]',
        '  - softDelete: "Disabled" is none of the words that softDelete takes. Use "Enabled" or "AlwaysON". [EVG-ARGUMENT-003]',
        '  - immutability: "On" is none of the words that immutability takes. Use "Disabled", "Unlocked" or "Locked". [EVG-ARGUMENT-003]',
        '  - protectedItemsOnDestroy: "Deleted" is none of the words that protectedItemsOnDestroy takes. Use "Refused" or "SoftDeleted". [EVG-ARGUMENT-003]',
        '  - crossRegionRestoreEnabled: Restores in the paired region are asked for, but only a vault with redundancy "GeoRedundant" keeps data there, and this one is "ZoneRedundant". Use "GeoRedundant", or do not ask for them. [EVG-VAULT-001]',
        "  - softDeleteRetentionInDays: Deleted backups are to be kept for 7 days, but a vault keeps them for 14 to 180 whole days. Give a whole number from 14 to 180. [EVG-VAULT-002]",
        '  - customerManagedKey.keyUri: "backups" is not the address of a key. Give https://{key vault}.vault.azure.net/keys/{key}, followed by /{version} to stay with one version. [EVG-KEY-001]',
        "  - customerManagedKey.userAssignedIdentityId: The key is to be read by the system-assigned identity, and there is none. Give userAssignedIdentityId, or switch the system-assigned identity on. [EVG-KEY-004]",
        '  - privateEndpoints.automation.groupId: A private endpoint cannot lead to "Webhook" of a Microsoft.RecoveryServices/vaults. Use "AzureBackup" or "AzureSiteRecovery". [EVG-ENDPOINT-001]',
        '  - alerts.siteRecoveryMail.emailAddresses[0]: "fleet" is no e-mail address. Give one such as fleet@example.com. [EVG-VAULT-007]',
        `  - multiUserAuthorization.resourceGuardId: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.DataProtection/resourceGuards. Give the id of a Microsoft.DataProtection/resourceGuards. [EVG-ID-003]`,
        '  - roleAssignments.operator.role: "Backup Operater" is not the name of a built-in role that is known here. Did you mean "Backup Operator"? Give the id of the role definition for any other role. [EVG-ROLE-014]',
        '  - roleAssignments.operator.principalId: "fleet" is not the object id of a principal, which is a GUID. Give the principalId of the managed identity, or the object id that Microsoft Entra ID shows for a user, a group or a service principal. [EVG-IDENTITY-003]',
        "  - diagnosticSettings.central: The diagnostic setting has no destination. Give workspaceId, storageAccountId, eventHubAuthorizationRuleId or marketplacePartnerId. [EVG-DIAGNOSTIC-001]",
        "  - deletionLock.notes: The notes of the lock have 513 characters, and a lock holds 512. Say it in 512 characters or fewer. [EVG-LOCK-001]",
      ].join("\n"),
    );
  });

  it("refuses settings that exclude each other", async () => {
    const message = await refusalOf(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: "fleet",
            userAssignedIdentityIds: [identityId],
            customerManagedKey: { keyUri, userAssignedIdentityId: identityId },
            privateEndpoints: { backup: { groupId: "AzureBackup", subnetId } },
            alerts: { siteRecoveryMail: {} },
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'RecoveryVault "fleet" has 2 problems:',
        "  - customerManagedKey.userAssignedIdentityId: The key is read by a user-assigned identity, with which private endpoints for Azure Backup do not work. Let the system-assigned identity read the key, or leave the private endpoints for AzureBackup out. [EVG-VAULT-004]",
        "  - alerts.siteRecoveryMail: Site Recovery is to send mail, but to nobody. Give emailAddresses, or set ownersToldEnabled. [EVG-VAULT-008]",
      ].join("\n"),
    );
    assert.equal(
      await refusalOf(
        (opts) =>
          new RecoveryVault(
            "fleet",
            { resourceGroupName: "fleet", infrastructureEncryptionEnabled: true },
            opts,
          ),
      ),
      [
        'RecoveryVault "fleet" has 1 problem:',
        "  - infrastructureEncryptionEnabled: A second encryption is asked for, but it lies beneath that with a key of one's own, and there is none. Give a key of your own, or leave the second encryption out. [EVG-VAULT-006]",
      ].join("\n"),
    );
  });

  it("puts its lock after what stands in the vault, so that it goes before", async () => {
    const deployed = await deploy((opts) => {
      const vault = new RecoveryVault(
        "fleet",
        { resourceGroupName: "fleet", location: "northeurope", deletionLock: {} },
        opts,
      );
      const replication = new SiteRecovery(
        "recovery",
        {
          vaultId: vault.vaultId,
          sourceRegion: "westeurope",
          targetRegion: "northeurope",
          agentAutoUpdate: { mode: AgentAutoUpdateMode.Manual },
        },
        opts,
      );
      const ends = {
        primaryFabricId: replication.sourceFabricId,
        recoveryFabricId: replication.targetFabricId,
      };
      const machine = new ReplicatedVirtualMachine(
        "web",
        {
          virtualMachineId: `${groupId}/providers/Microsoft.Compute/virtualMachines/web`,
          containerMappingId: replication.sourceToTargetMappingId,
          targetContainerId: replication.targetContainerId,
          replicationPolicyId: replication.replicationPolicyId,
          cacheStorageAccountId: replication.cacheStorageAccountId,
          recoveryResourceGroupId: groupId,
          disks: { system: { diskId: `${groupId}/providers/Microsoft.Compute/disks/web` } },
        },
        opts,
      );
      const groups = { web: { protectedItemIds: [machine.protectedItemId] } };
      new RecoveryPlan("plan", { ...ends, groups }, opts);
    });

    const lock = deployed.resources.find(({ name }) => name === "fleet-lock");
    assert.deepEqual(lock?.dependsOn.slice(-3), ["recovery", "web", "plan"]);
    assert.deepEqual(inputsOf(deployed, "fleet-lock"), { scope: vaultId, level: "CanNotDelete" });
  });

  it("refuses an id of a user-assigned identity that is none", async () => {
    const message = await refusalOf(
      (opts) =>
        new RecoveryVault(
          "fleet",
          { resourceGroupName: "fleet", userAssignedIdentityIds: [identityId, groupId] },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'RecoveryVault "fleet" has 1 problem:',
        `  - userAssignedIdentityIds[1]: "${groupId}" is the id of a Microsoft.Resources/resourceGroups, not of a Microsoft.ManagedIdentity/userAssignedIdentities. Give the id of a Microsoft.ManagedIdentity/userAssignedIdentities. [EVG-ID-003]`,
      ].join("\n"),
    );
  });

  it("judges arguments that are outputs once they are known, and makes no vault of bad ones", async () => {
    const refusal = await lateRefusalOf(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: "fleet",
            redundancy: pulumi.output(VaultRedundancy.LocallyRedundant),
            crossRegionRestoreEnabled: true,
          },
          opts,
        ),
    );

    assert.deepEqual(refusal, {
      message: [
        'RecoveryVault "fleet" has 1 problem:',
        '  - crossRegionRestoreEnabled: Restores in the paired region are asked for, but only a vault with redundancy "GeoRedundant" keeps data there, and this one is "LocallyRedundant". Use "GeoRedundant", or do not ask for them. [EVG-VAULT-001]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new RecoveryVault(
          "fleet",
          {
            resourceGroupName: unknownInput(),
            vaultName: unknownInput(),
            location: unknownInput(),
            userAssignedIdentityIds: [unknownInput()],
            redundancy: unknownInput(),
            crossRegionRestoreEnabled: unknownInput(),
            softDelete: unknownInput(),
            softDeleteRetentionInDays: unknownInput(),
            immutability: unknownInput(),
            publicNetworkAccessEnabled: unknownInput(),
            crossSubscriptionRestore: unknownInput(),
            customerManagedKey: { keyUri: unknownInput(), keyVaultId: unknownInput() },
            infrastructureEncryptionEnabled: unknownInput(),
            privateEndpoints: {
              backup: {
                groupId: unknownInput(),
                subnetId: unknownInput(),
                privateDnsZoneIds: { backup: unknownInput() },
              },
            },
            multiUserAuthorization: {
              resourceGuardId: unknownInput(),
              operationRequestIds: [unknownInput()],
            },
            alerts: {
              jobFailuresEnabled: unknownInput(),
              siteRecoveryMail: { emailAddresses: [unknownInput()] },
            },
            diagnosticSettings: { central: { workspaceId: unknownInput() } },
            roleAssignments: { operator: { role: unknownInput(), principalId: unknownInput() } },
            protectedItemsOnDestroy: unknownInput(),
            deletionLock: { notes: unknownInput() },
            tags: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-native:recoveryservices:Vault fleet-vault",
      "azure-native:authorization:RoleAssignment fleet-key-access",
      "azure-evergreen:index:RecoveryVaultSettings fleet-settings",
      "azure-native:network:PrivateEndpoint fleet-endpoint-backup",
      "azure-native:network:PrivateDnsZoneGroup fleet-dns-backup",
      "azure-native:authorization:RoleAssignment fleet-role-operator",
      "azure-native:monitor:DiagnosticSetting fleet-diagnostics-central",
      "azure-native:recoveryservices:ResourceGuardProxy fleet-guard",
      "azure-native:authorization:ManagementLockByScope fleet-lock",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("knows its id, name, place and principal in the preview of a change", async () => {
    const { result } = await deploy(
      (opts) => new RecoveryVault("fleet", { resourceGroupName: "fleet" }, opts),
      { preview: "update" },
    );

    assert.equal(await valueOf(result.vaultName), "fleet-vault");
    assert.equal(await valueOf(result.location), "northeurope");
    assert.equal(await valueOf(result.principalId), principalIdOf("fleet-vault"));
  });
});
