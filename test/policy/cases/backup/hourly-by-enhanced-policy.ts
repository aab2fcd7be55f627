import { hourlyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-010",
  compliant: [policyProgram(hourlyPolicy)],
  failing: [
    {
      title: "a Standard policy",
      change: (program) => withProperty(program, "policy", "properties.policyType", "V1"),
      messages: [
        "properties.schedulePolicy.scheduleRunFrequency: A Standard policy does not back up by the hour. Use an Enhanced policy, or back up daily or weekly.",
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.schedulePolicy" }],
};
