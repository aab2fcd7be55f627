import { automationAccount, group } from "../../fixtures";
import { type RuleCases, withArgs, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-034",
  compliant: [
    withArgs([group, automationAccount], "account", {
      encryption: {
        keySource: "Microsoft.Keyvault",
        keyVaultProperties: {
          keyvaultUri: "https://fleet.vault.azure.net",
          keyName: "automation",
          keyVersion: "1",
        },
      },
    }),
  ],
  failing: [
    {
      title: "Microsoft's keys",
      change: (program) =>
        withProperty(program, "account", "encryption.keySource", "Microsoft.Automation"),
      messages: [
        `encryption.keySource: Microsoft's keys encrypt what the account holds, and a key of one's own is asked for. Set it to "Microsoft.Keyvault" and name the key in keyVaultProperties.`,
      ],
    },
    {
      title: "nothing said of keys",
      change: (program) => withArgs(program, "account", { encryption: undefined }),
      messages: [
        `encryption.keySource: Microsoft's keys encrypt what the account holds, and a key of one's own is asked for. Set it to "Microsoft.Keyvault" and name the key in keyVaultProperties.`,
      ],
    },
  ],
  unknown: [{ resource: "account", property: "encryption" }],
  parameters: { required: true },
};
