import {
  ownUpdated,
  updated,
  updatedByHand,
  updateInput,
  vaultWide,
} from "../../fixtures-site-recovery";
import { type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.automationAccountAuthenticationType`;
const retired =
  "were retired on 30 September 2023: agent auto-update stops for good when the account's certificate ends. Switch the automation account's system-assigned identity on, give it the agent updater's role, and drop the legacy choice.";

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-004",
  compliant: [
    updated,
    ownUpdated,
    withProperty(updatedByHand, "mapping", path, undefined),
    [...updated, vaultWide("all")],
  ],
  failing: [
    {
      title: "nothing said of how Site Recovery signs in",
      change: (program) => withProperty(program, "mapping", path, undefined),
      messages: [
        `${path}: It is not set, which Site Recovery takes for a Run As account: they were retired on 30 September 2023, and agent auto-update stops for good when the account's certificate ends. Set "SystemAssignedIdentity", and give the account's system-assigned identity the agent updater's role.`,
      ],
    },
    {
      title: "a Run As account",
      change: (program) => withProperty(program, "mapping", path, "RunAsAccount"),
      resource: "mapping",
      messages: [`${path}: Run As accounts ${retired}`],
    },
    {
      title: "a Run As account for a whole vault",
      change: (program) => [
        ...program,
        ...withProperty(
          [vaultWide("all")],
          "all",
          "agentAutoUpdate.authenticationType",
          "RunAsAccount",
        ),
      ],
      resource: "all",
      messages: [`agentAutoUpdate.authenticationType: Run As accounts ${retired}`],
    },
  ],
  unknown: [{ resource: "mapping", property: path }],
};
