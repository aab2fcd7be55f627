import { otherAccountId, ownUpdated, updated, updateInput } from "../../fixtures-site-recovery";
import { type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.automationAccountArmId`;
const vaultId = otherAccountId.replace(
  "Microsoft.Automation/automationAccounts",
  "Microsoft.RecoveryServices/vaults",
);

export const cases: RuleCases = {
  rule: "EVG-AGENT-011",
  compliant: [updated, ownUpdated, withProperty(updated, "mapping", path, otherAccountId)],
  failing: [
    {
      title: "the id of something else",
      change: (program) => withProperty(program, "mapping", path, vaultId),
      resource: "mapping",
      messages: [
        `${path}: "${vaultId}" is the id of a Microsoft.RecoveryServices/vaults, not of a Microsoft.Automation/automationAccounts. Give the id of a Microsoft.Automation/automationAccounts.`,
      ],
    },
  ],
  unknown: [{ resource: "mapping", property: `${updateInput}.agentAutoUpdateStatus` }],
};
