import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const windowEndsAfterStart = resourceRule({
  id: "EVG-MAINTENANCE-008",
  title: "A maintenance schedule ends after it starts",
  severity: "high",
  why: "A schedule that ended before it began patches nobody.",
  remediation: ["Set `expirationDateTime` after `startDateTime`, or leave it out."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
