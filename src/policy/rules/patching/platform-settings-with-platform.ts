import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const platformSettingsWithPlatform = resourceRule({
  id: "EVG-PATCH-009",
  title: "Settings of platform patching stand only with platform patching",
  severity: "high",
  why: "Azure refuses them with any other mode.",
  remediation: [
    "Set `patchMode` to `AutomaticByPlatform`, or leave `automaticByPlatformSettings` out.",
  ],
  withComponent: linuxMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
