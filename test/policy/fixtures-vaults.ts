import { group } from "./fixtures";
import { type Program, ref, resource } from "./program";

/** A vault that breaks no rule. */
export const goodVault = resource("recoveryservices:Vault", "vault", {
  resourceGroupName: ref("group", "name"),
  vaultName: "vault",
  location: "northeurope",
  identity: { type: "SystemAssigned" },
  sku: { name: "RS0", tier: "Standard" },
  properties: {
    publicNetworkAccess: "Enabled",
    redundancySettings: {
      standardTierStorageRedundancy: "GeoRedundant",
      crossRegionRestore: "Enabled",
    },
    securitySettings: {
      immutabilitySettings: { state: "Unlocked" },
      softDeleteSettings: { softDeleteState: "Enabled", softDeleteRetentionPeriodInDays: 14 },
    },
    monitoringSettings: {
      azureMonitorAlertSettings: {
        alertsForAllJobFailures: "Enabled",
        alertsForAllReplicationIssues: "Enabled",
        alertsForAllFailoverIssues: "Enabled",
      },
    },
  },
});

export const oneVault: Program = [group, goodVault];

/** Our provider's settings of the vault. */
export function vaultSettings(rest: Record<string, unknown>) {
  return resource("azure-evergreen:index:RecoveryVaultSettings", "settings", {
    vaultId: ref("vault"),
    ...rest,
  });
}

/** A key that a user-assigned identity reads. */
export const key = {
  keyVaultProperties: { keyUri: "https://fleet.vault.azure.net/keys/backups" },
  kekIdentity: { userAssignedIdentity: "/subscriptions/s/identities/keys" },
};
