import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const windowLongEnough = resourceRule({
  id: "EVG-MAINTENANCE-005",
  title: "The window of a patch schedule is as long as Azure takes",
  severity: "high",
  why: "Patches that do not fit into the window are not installed, and Azure refuses windows outside its limits.",
  remediation: ["Set `duration` between `01:30` and `03:55`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
