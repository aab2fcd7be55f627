import { policy } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.providerSpecificInput.crashConsistentFrequencyInMinutes";

export const cases: RuleCases = {
  rule: "EVG-ASR-011",
  compliant: [[policy], withProperty([policy], "policy", path, undefined)],
  failing: [
    {
      title: "another number",
      change: (program) => withProperty(program, "policy", path, 15),
      messages: [
        `${path}: crashConsistentFrequencyInMinutes is 15, but crash-consistent recovery points are made every 5 minutes, which cannot be changed. Leave it at 5.`,
      ],
    },
  ],
  unknown: [{ resource: "policy", property: path }],
};
