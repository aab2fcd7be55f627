import { dailyPolicy, filesPolicy, policyProgram, weeklyPolicy } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-061",
  compliant: [policyProgram(dailyPolicy), policyProgram(weeklyPolicy), policyProgram(filesPolicy)],
  failing: [
    {
      title: "a week",
      change: (program) =>
        withProperty(
          program,
          "policy",
          "properties.retentionPolicy.dailySchedule.retentionDuration.count",
          7,
        ),
      messages: [
        "properties.retentionPolicy.dailySchedule.retentionDuration.count: Recovery points are kept for 7 days, and 30 are wanted. Keep daily recovery points for at least 30 days.",
      ],
    },
    {
      title: "no retention",
      change: (program) =>
        withProperty(program, "policy", "properties.retentionPolicy.dailySchedule", undefined),
      messages: [
        "properties.retentionPolicy.dailySchedule.retentionDuration.count: The policy has no daily retention, and recovery points are to be kept for 30 days. Keep daily recovery points for at least 30 days.",
      ],
    },
    {
      title: "a weekly policy of four weeks",
      change: () =>
        withProperty(
          policyProgram(weeklyPolicy),
          "policy",
          "properties.retentionPolicy.weeklySchedule.retentionDuration.count",
          4,
        ),
      messages: [
        "properties.retentionPolicy.weeklySchedule.retentionDuration.count: Recovery points are kept for 28 days, and 30 are wanted. Keep weekly recovery points for at least 5 weeks.",
      ],
    },
    {
      title: "less than the team wants",
      change: (program) => program,
      messages: [
        "properties.retentionPolicy.dailySchedule.retentionDuration.count: Recovery points are kept for 30 days, and 60 are wanted. Keep daily recovery points for at least 60 days.",
      ],
      parameters: { minimumDailyRetentionInDays: 60 },
    },
  ],
  unknown: [{ resource: "policy", property: "properties.retentionPolicy" }],
};
