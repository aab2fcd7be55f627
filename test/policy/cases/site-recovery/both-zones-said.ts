import { betweenZones, replicated } from "../../fixtures-replicated";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-ASR-002",
  compliant: [betweenZones, replicated],
  failing: [
    {
      title: "no zone to go to",
      change: (program) =>
        withProperty(program, "item", "settings.recoveryAvailabilityZone", undefined),
      resource: "item",
      messages: [
        'settings.recoveryAvailabilityZone: Replication inside "westeurope" needs two zones, and targetZone is not given. Give targetZone.',
      ],
    },
    {
      title: "a machine in no zone",
      change: (program) => withProperty(program, "web", "zones", undefined),
      messages: [
        'virtualMachineId: Replication inside "westeurope" needs two zones, and sourceZone is not given. Give sourceZone.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "zones" }],
};
