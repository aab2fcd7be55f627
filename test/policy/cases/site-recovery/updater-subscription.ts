import { otherAccountId, ownUpdated, updated, updateInput } from "../../fixtures-site-recovery";
import { type RuleCases, subscriptionId, withProperty } from "../../program";

const path = `${updateInput}.automationAccountArmId`;
const other = "00000000-0000-0000-0000-000000000002";
const accountId = otherAccountId.replace(subscriptionId, other);

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-001",
  compliant: [updated, ownUpdated, withProperty(updated, "mapping", path, otherAccountId)],
  failing: [
    {
      title: "an account of another subscription",
      change: (program) => withProperty(program, "mapping", path, accountId),
      resource: "mapping",
      messages: [
        `${path}: The automation account "${accountId}" is in subscription ${other}, the vault in ${subscriptionId}: agent auto-update needs both in one subscription. Use an automation account of subscription ${subscriptionId}.`,
      ],
    },
  ],
  unknown: [{ resource: "mapping", property: `${updateInput}.agentAutoUpdateStatus` }],
};
