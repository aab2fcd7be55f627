import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const assessmentModeWord = resourceRule({
  id: "EVG-PATCH-002",
  title: "The assessment mode is a word that Azure takes",
  severity: "high",
  why: "Azure refuses the machine in the middle of the deployment.",
  remediation: ["Set `patchSettings.assessmentMode` to `AutomaticByPlatform`."],
  withComponent: linuxMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
