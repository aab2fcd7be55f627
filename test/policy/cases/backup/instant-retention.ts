import { dailyPolicy, policyProgram, standardPolicy } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-017",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "31 days",
      change: (program) =>
        withProperty(program, "policy", "properties.instantRpRetentionRangeInDays", 31),
      messages: [
        "properties.instantRpRetentionRangeInDays: Instant recovery points are to be kept for 31 days, but an Enhanced policy keeps them for 1 to 30 whole days. Give a whole number from 1 to 30.",
      ],
    },
    {
      title: "a Standard policy with seven days",
      change: (program) =>
        withProperty(program, "policy", "properties", {
          ...(standardPolicy.args.properties as object),
          instantRpRetentionRangeInDays: 7,
        }),
      messages: [
        "properties.instantRpRetentionRangeInDays: Instant recovery points are to be kept for 7 days, but a Standard policy keeps them for 1 to 5 whole days. Give a whole number from 1 to 5.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
