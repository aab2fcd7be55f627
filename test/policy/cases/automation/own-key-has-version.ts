import { automationAccount, group } from "../../fixtures";
import { type RuleCases, withArgs, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-017",
  compliant: [
    withArgs([group, automationAccount], "account", {
      encryption: {
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: {
          keyvaultUri: "https://fleet.vault.azure.net",
          keyName: "automation",
          keyVersion: "1",
        },
        identity: { userAssignedIdentity: "/subscriptions/s/identity" },
      },
    }),
    [group, automationAccount],
  ],
  failing: [
    {
      title: "a key without its version",
      change: (program) =>
        withProperty(program, "account", "encryption.keyVaultProperties.keyVersion", undefined),
      messages: [
        "encryption.keyVaultProperties.keyVersion: The address of the key has no version, and Azure Automation stays with one version of a key. Give https://{key vault}.vault.azure.net/keys/{key}/{version}.",
      ],
    },
  ],
  unknown: [{ resource: "account", property: "encryption" }],
};
