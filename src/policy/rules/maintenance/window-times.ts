import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const windowTimes = resourceRule({
  id: "EVG-MAINTENANCE-010",
  title: "Start and end of a schedule are local times",
  severity: "high",
  why: "Azure refuses a time with a zone or in another form.",
  remediation: ["Write `2027-01-03 03:00`; the zone stands in `timeZone`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
