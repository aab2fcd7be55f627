import { configurationFindings } from "../../readings/maintenance-configuration";
import { maintenanceConfigurationType } from "../../readings/schedules-of-machine";
import { resourceRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const inGuestPatchMode = resourceRule({
  id: "EVG-MAINTENANCE-002",
  title: "A patch schedule says who chooses the patches",
  severity: "high",
  why: "Azure refuses a patch schedule without the mode.",
  remediation: ["Set `extensionProperties.InGuestPatchMode` to `User`."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance"],
  references: ["learn.microsoft.com virtual-machines/maintenance-configurations"],
  types: [maintenanceConfigurationType],
  findings: configurationFindings,
});
