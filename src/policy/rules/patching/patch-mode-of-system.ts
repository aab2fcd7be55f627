import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const patchModeOfSystem = resourceRule({
  id: "EVG-PATCH-001",
  title: "The patch mode is one that the machine's system has",
  severity: "high",
  why: "Azure refuses a machine with a mode of the other system, in the middle of the deployment.",
  remediation: ["Set `patchSettings.patchMode` to one of the system's own modes."],
  withComponent: linuxMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
