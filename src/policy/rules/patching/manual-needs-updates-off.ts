import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const manualNeedsUpdatesOff = resourceRule({
  id: "EVG-PATCH-005",
  title: "Manual patching stands with automatic updates off",
  severity: "high",
  why: "Azure refuses the pair, and the flag cannot change after the machine is created.",
  remediation: [
    "Set `windowsConfiguration.enableAutomaticUpdates` to false, or patch by the platform.",
  ],
  withComponent: windowsMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
