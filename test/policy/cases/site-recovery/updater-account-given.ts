import { ownUpdated, updated, updatedByHand, updateInput } from "../../fixtures-site-recovery";
import { type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.automationAccountArmId`;
const message =
  "Agent auto-update is to be enabled, but no automation account is given. Give the id of an automation account in the vault's subscription, or disable agent auto-update.";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-005",
  compliant: [updated, ownUpdated, withProperty(updatedByHand, "mapping", path, undefined)],
  failing: [
    {
      title: "no account",
      change: (program) => withProperty(program, "mapping", path, undefined),
      resource: "mapping",
      messages: [`${path}: ${message}`],
    },
    {
      title: "an empty id",
      change: (program) => withProperty(program, "mapping", path, ""),
      messages: [`${path}: ${message}`],
    },
    {
      title: "a mapping of our provider without an account",
      change: () =>
        withProperty(ownUpdated, "own", "agentAutoUpdate.automationAccountId", undefined),
      resource: "own",
      messages: [`agentAutoUpdate.automationAccountId: ${message}`],
    },
  ],
  unknown: [{ resource: "mapping", property: `${updateInput}.agentAutoUpdateStatus` }],
};
