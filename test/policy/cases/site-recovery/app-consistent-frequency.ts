import { policy } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.providerSpecificInput.appConsistentFrequencyInMinutes";

export const cases: RuleCases = {
  rule: "EVG-ASR-010",
  compliant: [[policy], withProperty([policy], "policy", path, undefined)],
  failing: [
    {
      title: "every half hour",
      change: (program) => withProperty(program, "policy", path, 30),
      messages: [
        `${path}: appConsistentFrequencyInMinutes is 30, but app-consistent recovery points are made once in 60 minutes at most. Give 60 or more, or 0 for no app-consistent recovery points.`,
      ],
    },
  ],
  unknown: [{ resource: "policy", property: path }],
};
