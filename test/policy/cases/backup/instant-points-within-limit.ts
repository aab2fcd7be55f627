import { dailyPolicy, hourlyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-062",
  compliant: [policyProgram(hourlyPolicy), policyProgram(dailyPolicy)],
  failing: [
    {
      title: "seven days of four backups",
      change: (program) =>
        withProperty(program, "policy", "properties.instantRpRetentionRangeInDays", 7),
      messages: [
        "properties.instantRpRetentionRangeInDays: The schedule makes 28 instant recovery points in the 7 days for which each is kept, and a machine has at most 18. Keep instant recovery points for fewer days, or back up less often.",
      ],
    },
    {
      title: "the default of seven days",
      change: (program) =>
        withProperty(program, "policy", "properties.instantRpRetentionRangeInDays", undefined),
      messages: [
        "properties.instantRpRetentionRangeInDays: The schedule makes 28 instant recovery points in the 7 days for which each is kept, and a machine has at most 18. Keep instant recovery points for fewer days, or back up less often.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
