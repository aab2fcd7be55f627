import { policy } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.providerSpecificInput.recoveryPointHistory";

export const cases: RuleCases = {
  rule: "EVG-ASR-006",
  compliant: [[policy], withProperty([policy], "policy", path, undefined)],
  failing: [
    {
      title: "half a minute",
      change: (program) => withProperty(program, "policy", path, 90.5),
      messages: [
        `${path}: recoveryPointRetentionInMinutes is 90.5, which is not a whole number of minutes. Give a whole number, 0 or more.`,
      ],
    },
  ],
  unknown: [{ resource: "policy", property: path }],
};
