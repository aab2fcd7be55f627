import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const windowComesBack = resourceRule({
  id: "EVG-MAINTENANCE-006",
  title: "A schedule comes back in a rhythm that Azure knows",
  severity: "high",
  why: "Azure refuses the rhythm, or it is not what was meant.",
  remediation: ["Write `recurEvery` such as `Week Saturday,Sunday`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
