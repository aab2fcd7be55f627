import { benchmark } from "../../benchmark";
import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const patchingNeedsAgent = resourceRule({
  id: "EVG-PATCH-008",
  title: "Patching by Azure has the agent it works through",
  severity: "critical",
  why: "Without the VM agent nothing is assessed and nothing installed, and no error says so.",
  remediation: ["Set `provisionVMAgent` to true, or leave it out."],
  withComponent: linuxMachineOfOurs,
  frameworks: [benchmark("PV-6")],
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
