import { automationAccountType } from "../../readings/agent-auto-update";
import { ownKeyFindings } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const ownKeyHasVersion = resourceRule({
  id: "EVG-AUTOMATION-017",
  title: "The key of an automation account has its version",
  severity: "high",
  why: "Azure Automation stays with one version of a key and refuses an address without it.",
  remediation: ["Give `encryption.keyVaultProperties.keyVersion`."],
  tags: ["automation", "encryption"],
  references: ["learn.microsoft.com azure/automation/automation-secure-asset-encryption"],
  types: [automationAccountType],
  findings: ownKeyFindings,
});
