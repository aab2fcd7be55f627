import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const windowIsComplete = resourceRule({
  id: "EVG-MAINTENANCE-009",
  title: "A patch schedule has a whole window",
  severity: "high",
  why: "Azure refuses a window without its start, length or time zone.",
  remediation: ["Set `startDateTime`, `duration` and `timeZone`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
