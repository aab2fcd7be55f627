import { policy } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.providerSpecificInput.appConsistentFrequencyInMinutes";

export const cases: RuleCases = {
  rule: "EVG-ASR-008",
  compliant: [[policy], withProperty([policy], "policy", path, undefined)],
  failing: [
    {
      title: "points that are dropped before the next",
      change: (program) => withProperty(program, "policy", path, 2880),
      messages: [
        `${path}: appConsistentFrequencyInMinutes is 2880, above the retention of 1440: each app-consistent recovery point would be gone before the next one is made. Give a frequency within the retention, or 0 for no app-consistent recovery points, or keep recovery points longer.`,
      ],
    },
  ],
  unknown: [{ resource: "policy", property: path }],
};
