import { groupPath, type Translation } from "../translation";

const account = `${groupPath}/providers/Microsoft.Storage/storageAccounts/{accountName}`;

/** Storage accounts and key vaults, as far as they are reached through Azure Resource Manager. */
export const storageAndKeyVaultTranslations: readonly Translation[] = [
  {
    token: "storage:StorageAccount",
    path: account,
    apiVersion: "2024-01-01",
    topLevel: ["extendedLocation", "identity", "kind", "location", "sku", "tags"],
    renames: {
      enableHttpsTrafficOnly: "properties/supportsHttpsTrafficOnly",
      enableNfsV3: "properties/isNfsV3Enabled",
      networkRuleSet: "properties/networkAcls",
    },
    immutable: ["isHnsEnabled", "location"],
    longRunning: ["put"],
    limits: { accountName: { expression: "^[a-z0-9]+$", shortest: 3, longest: 24 } },
    resetWhenRemoved: { networkRuleSet: { bypass: "AzureServices", defaultAction: "Allow" } },
  },
  {
    token: "storage:BlobContainer",
    path: `${account}/blobServices/default/containers/{containerName}`,
    apiVersion: "2024-01-01",
    topLevel: [],
  },
  {
    token: "keyvault:Vault",
    path: `${groupPath}/providers/Microsoft.KeyVault/vaults/{vaultName}`,
    apiVersion: "2024-11-01",
    longRunning: ["put"],
    limits: { vaultName: { expression: "^[a-zA-Z0-9-]{3,24}$", shortest: 3, longest: 24 } },
    maintained: ["properties.accessPolicies"],
  },
];
