import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const byOsNeedsAutomaticUpdates = resourceRule({
  id: "EVG-PATCH-004",
  title: "Windows patches by itself only with automatic updates on",
  severity: "high",
  why: "Azure refuses the pair, and the flag cannot change after the machine is created.",
  remediation: [
    "Set `windowsConfiguration.enableAutomaticUpdates` to true, or patch by the platform.",
  ],
  withComponent: windowsMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
