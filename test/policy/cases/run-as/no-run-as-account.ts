import { automationAccount, group } from "../../fixtures";
import { runAsAssets } from "../../fixtures-automation";
import { type RuleCases, ref, resource } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNAS-001",
  compliant: [[group, automationAccount]],
  failing: [
    {
      title: "the assets of a Run As account",
      change: (program) => [...program, runAsAssets],
      messages: [
        "automationAccountId: Run As accounts were retired on 30 September 2023: one signs in until its certificate ends, without support. Let runbooks and Site Recovery sign in with the account's system-assigned identity, then take this away.",
      ],
    },
    {
      title: "its certificate",
      change: (program) => [
        ...program,
        resource("azure-evergreen:index:RunAsCertificate", "key", {
          automationAccountId: ref("account"),
        }),
      ],
      messages: [
        "automationAccountId: Run As accounts were retired on 30 September 2023: one signs in until its certificate ends, without support. Let runbooks and Site Recovery sign in with the account's system-assigned identity, then take this away.",
      ],
    },
  ],
  unknown: [],
  readsNothing: true,
};
