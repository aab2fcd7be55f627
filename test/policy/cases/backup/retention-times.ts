import { policyProgram, standardPolicy } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-021",
  compliant: [policyProgram(standardPolicy)],
  failing: [
    {
      title: "another time",
      change: (program) =>
        withProperty(program, "policy", "properties.retentionPolicy.dailySchedule.retentionTimes", [
          "2026-01-01T03:00:00Z",
        ]),
      messages: [
        "properties.retentionPolicy.dailySchedule.retentionTimes: The times of the daily retention are not those of the backups. Give the same times.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
