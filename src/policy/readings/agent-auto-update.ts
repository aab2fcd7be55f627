import type { DeclaredResource } from "../model/declared-resource";

export const mappingType =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings";
export const automationAccountType = "Microsoft.Automation/automationAccounts";
/** Our provider's setting for all mappings of a vault. */
export const vaultWideUpdateType = "Microsoft.RecoveryServices/vaults/agentAutoUpdate";
/** What says how agents are updated. */
export const updaterTypes: readonly string[] = [mappingType, vaultWideUpdateType];

/** Where the settings of agent auto-update stand: azure-native's words differ from our provider's. */
export function agentAutoUpdatePaths(setting: DeclaredResource): {
  readonly status: string;
  readonly automationAccountId: string;
  readonly authenticationType: string;
} {
  if (setting.isEvergreen) {
    return {
      status: "agentAutoUpdate.status",
      automationAccountId: "agentAutoUpdate.automationAccountId",
      authenticationType: "agentAutoUpdate.authenticationType",
    };
  }
  const input = "properties.providerSpecificInput";
  return {
    status: `${input}.agentAutoUpdateStatus`,
    automationAccountId: `${input}.automationAccountArmId`,
    authenticationType: `${input}.automationAccountAuthenticationType`,
  };
}

/** Whether a mapping, or what sets all mappings of a vault, has the agents updated. */
export function updatesAgents(setting: DeclaredResource): boolean {
  return setting.inputs.text(agentAutoUpdatePaths(setting).status) === "Enabled";
}
