import { automationAccount, group } from "../../fixtures";
import { type RuleCases, withArgs, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-018",
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
      title: "a key that the account is to read",
      change: (program) => withProperty(program, "account", "encryption.identity", undefined),
      messages: [
        "encryption.identity.userAssignedIdentity: The account is made with its key, and has no system-assigned identity that could read it before. Give the id of a user-assigned identity.",
      ],
    },
  ],
  unknown: [{ resource: "account", property: "encryption.keySource" }],
};
