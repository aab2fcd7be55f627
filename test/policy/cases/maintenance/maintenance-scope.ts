import { group } from "../../fixtures";
import { schedule } from "../../fixtures-schedules";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-001",
  compliant: [[group, schedule]],
  failing: [
    {
      title: "no such scope",
      change: (program) => withProperty(program, "schedule", "maintenanceScope", "Guest"),
      messages: [
        'maintenanceScope: The maintenance scope "Guest" is not known. Use one of Host, Resource, OSImage, Extension, InGuestPatch, SQLDB, SQLManagedInstance.',
      ],
    },
  ],
  unknown: [{ resource: "schedule", property: "maintenanceScope" }],
};
