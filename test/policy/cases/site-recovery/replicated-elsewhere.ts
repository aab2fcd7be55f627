import { betweenZones, replicated } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-ASR-001",
  compliant: [
    betweenZones,
    replicated,
    // The zone is one of the target region.
    withProperty(replicated, "item", "settings.recoveryAvailabilityZone", "1"),
  ],
  failing: [
    {
      title: "a machine that stays where it is",
      change: (program) =>
        withProperty(
          withProperty(program, "web", "zones", undefined),
          "item",
          "settings.recoveryAvailabilityZone",
          undefined,
        ),
      resource: "item",
      messages: [
        'settings.recoveryAvailabilityZone: The source and the target region are both "westeurope", and no zones are given. Give another target region, or a source zone and a different target zone.',
      ],
    },
  ],
  unknown: [{ resource: "here", property: "location" }],
};
