import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const platformWithAutomaticUpdates = resourceRule({
  id: "EVG-PATCH-006",
  title: "Machines that the platform patches have automatic updates on",
  severity: "low",
  why: "Azure's guide and its API disagree on the pair; the machine can never go to `AutomaticByOS`.",
  remediation: ["Set `windowsConfiguration.enableAutomaticUpdates` to true."],
  withComponent: windowsMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
