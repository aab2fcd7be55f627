import { scheduled } from "../../fixtures-schedules";
import { type RuleCases, without } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-020",
  compliant: [scheduled],
  parameters: { required: true },
  failing: [
    {
      title: "no schedule",
      change: (program) => without(program, "assignment"),
      resource: "web",
      messages: [
        "name: No maintenance schedule reaches the machine, so nobody decides when it is patched. Assign a maintenance configuration of scope InGuestPatch to it, or a dynamic scope that it fits.",
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "maintenanceScope" }],
};
