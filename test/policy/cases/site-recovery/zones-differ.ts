import { betweenZones, replicated } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-ASR-003",
  compliant: [
    betweenZones,
    withProperty(replicated, "item", "settings.recoveryAvailabilityZone", "1"),
  ],
  failing: [
    {
      title: "the zone of the machine",
      change: (program) => withProperty(program, "item", "settings.recoveryAvailabilityZone", "1"),
      resource: "item",
      messages: [
        'settings.recoveryAvailabilityZone: The source and the target zone are both "1". Give a different target zone.',
      ],
    },
  ],
  unknown: [{ resource: "item", property: "settings.recoveryAvailabilityZone" }],
};
