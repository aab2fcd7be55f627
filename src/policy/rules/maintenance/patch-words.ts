import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const patchWords = resourceRule({
  id: "EVG-MAINTENANCE-003",
  title: "A patch schedule speaks Azure's words",
  severity: "high",
  why: "Azure refuses a reboot setting or a classification that it does not know.",
  remediation: ["Use the words of the API, such as `IfRequired` and `Security`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
