import { dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-018",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "no daily retention",
      change: (program) =>
        withProperty(program, "policy", "properties.retentionPolicy.dailySchedule", undefined),
      messages: [
        "properties.retentionPolicy.dailySchedule: A policy that backs up daily has no daily retention. Say how long daily recovery points are kept.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
