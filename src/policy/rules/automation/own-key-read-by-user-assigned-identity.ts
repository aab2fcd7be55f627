import { automationAccountType } from "../../readings/agent-auto-update";
import { ownKeyFindings } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const ownKeyReadByUserAssignedIdentity = resourceRule({
  id: "EVG-AUTOMATION-018",
  title: "A user-assigned identity reads the key of an automation account",
  severity: "high",
  why: "The account reads its key before it has an identity of its own, so it is not made.",
  remediation: [
    "Give `encryption.identity.userAssignedIdentity`, and let that identity read the key.",
  ],
  tags: ["automation", "encryption"],
  references: ["learn.microsoft.com azure/automation/automation-secure-asset-encryption"],
  types: [automationAccountType],
  findings: ownKeyFindings,
});
