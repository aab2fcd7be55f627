import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const hotpatchNeedsPlatform = resourceRule({
  id: "EVG-PATCH-011",
  title: "Hotpatching goes with patching by the platform",
  severity: "high",
  why: "Azure refuses hotpatching with any other mode.",
  remediation: ["Set `patchMode` to `AutomaticByPlatform`, or `enableHotpatching` to false."],
  withComponent: windowsMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
