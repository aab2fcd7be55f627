import { accountKeySourceFindings } from "../../../azure/automation-account-standards";
import { benchmark } from "../../benchmark";
import { automationAccountType } from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";

export const ownKey = resourceRule({
  id: "EVG-AUTOMATION-034",
  title: "An automation account is encrypted with a key of one's own, where that is asked for",
  severity: "low",
  why: "Some rules that a company is under ask for keys that it can take away itself.",
  remediation: [
    'Set `encryption.keySource` to "Microsoft.Keyvault" and name the key in `encryption.keyVaultProperties`.',
    "Let a user-assigned identity of the account read the key.",
  ],
  frameworks: [benchmark("DP-5")],
  tags: ["automation", "encryption"],
  references: ["learn.microsoft.com azure/automation/automation-secure-asset-encryption"],
  types: [automationAccountType],
  parameters: {
    required: {
      type: "boolean",
      description: "Whether a key of one's own is asked for.",
      default: false,
    },
  },
  findings: ({ inputs }, parameters) =>
    parameters.required === true
      ? accountKeySourceFindings(inputs.text("encryption.keySource"), "encryption.keySource")
      : [],
});
