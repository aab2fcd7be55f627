import { automationAccount, mapping } from "../../fixtures";
import { otherAccountId, ownUpdated, updated, updateInput } from "../../fixtures-site-recovery";
import { ref, resource, type RuleCases, withProperty } from "../../program";

const path = `${updateInput}.automationAccountArmId`;
const second = resource(mapping.token, "second", { ...mapping.args, mappingName: "second" });
const first = [...updated, second];

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-003",
  compliant: [first, ownUpdated],
  failing: [
    {
      title: "a second account",
      change: (program) => withProperty(program, "second", path, otherAccountId),
      resource: "second",
      messages: [
        `${path}: The vault "vault" already updates agents with "account", and a vault takes one automation account, not also "${otherAccountId}". Use "account", or switch agent auto-update off for the whole vault before changing the account.`,
      ],
    },
    {
      title: "a second account of the program",
      change: (program) =>
        withProperty(
          [
            ...program,
            resource(automationAccount.token, "spare", {
              ...automationAccount.args,
              automationAccountName: "spare",
            }),
          ],
          "second",
          path,
          ref("spare"),
        ),
      messages: [
        `${path}: The vault "vault" already updates agents with "account", and a vault takes one automation account, not also "spare". Use "account", or switch agent auto-update off for the whole vault before changing the account.`,
      ],
    },
  ],
  unknown: [{ resource: "second", property: `${updateInput}.agentAutoUpdateStatus` }],
};
