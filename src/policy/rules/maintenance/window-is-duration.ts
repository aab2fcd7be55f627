import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const windowIsDuration = resourceRule({
  id: "EVG-MAINTENANCE-004",
  title: "The window of a schedule is a duration",
  severity: "high",
  why: "Azure refuses the schedule in the middle of the deployment.",
  remediation: ["Write `duration` as hours and minutes, such as `03:00`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
