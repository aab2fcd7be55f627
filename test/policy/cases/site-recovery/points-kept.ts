import { policy } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.providerSpecificInput.recoveryPointHistory";

export const cases: RuleCases = {
  rule: "EVG-ASR-007",
  compliant: [[policy], withProperty([policy], "policy", path, undefined)],
  failing: [
    {
      title: "longer than fifteen days",
      change: (program) => withProperty(program, "policy", path, 30000),
      messages: [
        `${path}: recoveryPointRetentionInMinutes is 30000, above the 21600 (15 days) for which recovery points of managed disks are kept at most. Give at most 21600.`,
      ],
    },
  ],
  unknown: [{ resource: "policy", property: path }],
};
