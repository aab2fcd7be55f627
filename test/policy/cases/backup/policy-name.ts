import { dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-025",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "a digit first",
      change: (program) => withProperty(program, "policy", "policyName", "7-days"),
      messages: [
        'policyName: "7-days" is no name that a backup policy can have. Give 3 to 150 letters, digits, "-", "_" and "!", a letter first.',
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "policyName" }],
};
