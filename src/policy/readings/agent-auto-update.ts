import type { DeclaredResource } from "../model/declared-resource";

export const mappingType =
  "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings";
export const automationAccountType = "Microsoft.Automation/automationAccounts";

/** Where the settings of agent auto-update stand in a mapping: azure-native's words differ from our provider's. */
export function agentAutoUpdatePaths(mapping: DeclaredResource): {
  readonly status: string;
  readonly automationAccountId: string;
  readonly authenticationType: string;
} {
  if (mapping.isEvergreen) {
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
