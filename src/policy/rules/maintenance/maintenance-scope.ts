import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const maintenanceScope = resourceRule({
  id: "EVG-MAINTENANCE-001",
  title: "A schedule has a scope that Azure knows",
  severity: "high",
  why: "Azure refuses the schedule in the middle of the deployment.",
  remediation: ["Set `maintenanceScope` to `InGuestPatch` for patches in the guest."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
