import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const rebootSettingWord = resourceRule({
  id: "EVG-PATCH-003",
  title: "The reboot setting is a word that Azure takes",
  severity: "high",
  why: "Update Manager's pages print words that the Compute API refuses.",
  remediation: [
    "Set `automaticByPlatformSettings.rebootSetting` to `IfRequired`, `Never` or `Always`.",
  ],
  withComponent: linuxMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
