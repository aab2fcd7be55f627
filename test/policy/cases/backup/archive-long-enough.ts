import { archivePolicy, dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-023",
  compliant: [policyProgram(archivePolicy), policyProgram(dailyPolicy)],
  failing: [
    {
      title: "kept for eight months",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.retentionPolicy.monthlySchedule.retentionDuration.count",
          8,
        ),
      messages: [
        "properties.tieringPolicy.ArchivedRP.duration: Recovery points are to be moved to the archive after 6 months, but no monthly or yearly one is kept for 12 months, and only those that are kept 6 months longer are moved. Keep monthly or yearly recovery points for at least 12 months, or leave the archive out.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.tieringPolicy" }],
};
