import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  RecoveryVault,
  VaultImmutability,
  VaultRedundancy,
  VaultSoftDelete,
} from "../../src/components/recovery-vault";
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

const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fleet`;

describe("RecoveryVault", () => {
  it("makes a vault with an identity, soft delete and immutability", async () => {
    const deployed = await deploy(
      (opts) => new RecoveryVault("fleet", { resourceGroupName: "fleet" }, opts),
    );

    assert.deepEqual(childrenOf(deployed), ["azure-native:recoveryservices:Vault fleet-vault"]);
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
            softDelete: VaultSoftDelete.AlwaysOn,
            softDeleteRetentionInDays: 90,
            immutability: VaultImmutability.Locked,
            publicNetworkAccessEnabled: false,
            tags: { workload: "fleet" },
          },
          opts,
        ),
    );

    assert.deepEqual(childrenOf(deployed), ["azure-native:recoveryservices:Vault fleet-vault"]);
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
        securitySettings: {
          immutabilitySettings: { state: "Locked" },
          softDeleteSettings: {
            softDeleteState: "AlwaysON",
            softDeleteRetentionPeriodInDays: 90,
            enhancedSecurityState: "Enabled",
          },
        },
      },
      tags: { workload: "fleet" },
    });
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
          },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'RecoveryVault "fleet" has 6 problems:',
        "  - systemAssignedIdentityEnabled: Neither a system-assigned nor a user-assigned identity is asked for. Leave the system-assigned identity on, or give the ids of user-assigned ones. [EVG-IDENTITY-001]",
        '  - location: "north europe 2" is not an Azure region. Did you mean "northeurope"? [EVG-REGION-001]',
        '  - crossRegionRestoreEnabled: crossRegionRestoreEnabled is true, but only a vault with redundancy "GeoRedundant" keeps data in the paired region, and this one is "ZoneRedundant". Use "GeoRedundant", or leave crossRegionRestoreEnabled out. [EVG-VAULT-001]',
        '  - softDelete: "Disabled" is none of the words that softDelete takes. Use "Enabled" or "AlwaysON". [EVG-ARGUMENT-003]',
        "  - softDeleteRetentionInDays: Deleted backups are to be kept for 7 days, but a vault keeps them for 14 to 180 whole days. Give a whole number from 14 to 180. [EVG-VAULT-002]",
        '  - immutability: "On" is none of the words that immutability takes. Use "Disabled", "Unlocked" or "Locked". [EVG-ARGUMENT-003]',
      ].join("\n"),
    );
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
        '  - crossRegionRestoreEnabled: crossRegionRestoreEnabled is true, but only a vault with redundancy "GeoRedundant" keeps data in the paired region, and this one is "LocallyRedundant". Use "GeoRedundant", or leave crossRegionRestoreEnabled out. [EVG-VAULT-001]',
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
            tags: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), ["azure-native:recoveryservices:Vault fleet-vault"]);
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
