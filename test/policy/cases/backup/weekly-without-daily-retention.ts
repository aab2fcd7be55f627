import { policyProgram, weeklyPolicy } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-019",
  compliant: [policyProgram(weeklyPolicy)],
  failing: [
    {
      title: "a daily retention",
      change: (program) =>
        withProperty(program, "policy", "properties.retentionPolicy.dailySchedule", {
          retentionTimes: ["2026-01-01T02:00:00Z"],
          retentionDuration: { count: 30, durationType: "Days" },
        }),
      messages: [
        "properties.retentionPolicy.dailySchedule: A policy that backs up weekly has a daily retention. Leave the daily retention out.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
