/**
 * Version of the Site Recovery API. It knows how the agent updater signs in
 * (`automationAccountAuthenticationType`, from 2021-12-01 on), is not a preview, and is the one with
 * which terraform-provider-azurerm makes these objects every day; later versions add nothing to them.
 */
export const siteRecoveryApiVersion = "2024-04-01";

/** The versions that azure-native 3.28 uses for the objects that are only read here. */
export const vaultApiVersion = "2024-10-01";
export const automationAccountApiVersion = "2024-10-23";

/** A stable version after those from which on Azure Backup deletes softly in every vault. Source: learn.microsoft.com backup/secure-by-default. */
export const backupApiVersion = "2025-02-01";

/** The versions that azure-native 3.28 uses for machines and their disks. */
export const virtualMachineApiVersion = "2024-11-01";
export const diskApiVersion = "2024-03-02";

/** The version that azure-native 3.28 uses for networks. */
export const networkApiVersion = "2024-05-01";

export const locksApiVersion = "2020-05-01";
export const featuresApiVersion = "2021-07-01";
export const providersApiVersion = "2021-04-01";

export const vaultType = "Microsoft.RecoveryServices/vaults";
export const fabricType = `${vaultType}/replicationFabrics`;
export const containerType = `${fabricType}/replicationProtectionContainers`;
export const mappingType = `${containerType}/replicationProtectionContainerMappings`;
export const itemType = `${containerType}/replicationProtectedItems`;
export const policyType = `${vaultType}/replicationPolicies`;
export const planType = `${vaultType}/replicationRecoveryPlans`;
export const backupPolicyType = `${vaultType}/backupPolicies`;
export const backupItemType = `${vaultType}/backupFabrics/protectionContainers/protectedItems`;
export const virtualMachineType = "Microsoft.Compute/virtualMachines";
export const automationAccountType = "Microsoft.Automation/automationAccounts";

/** Address of a resource, or of something below it: names are escaped, slashes part them. */
export function armUrl(id: string, apiVersion: string, below = ""): string {
  const path = id.replace(/\/+$/, "").split("/").map(encodeURIComponent).join("/");
  return `${path}${below === "" ? "" : `/${below}`}?api-version=${apiVersion}`;
}

/** Address of a Site Recovery object, or of something below it. */
export function siteRecoveryUrl(id: string, below?: string): string {
  return armUrl(id, siteRecoveryApiVersion, below);
}
