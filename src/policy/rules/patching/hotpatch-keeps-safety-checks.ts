import { patchFindingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const hotpatchKeepsSafetyChecks = resourceRule({
  id: "EVG-PATCH-012",
  title: "Hotpatching keeps the platform's safety checks",
  severity: "high",
  why: "Hotpatches come with the platform's own rollout; a machine that bypasses its checks gets none.",
  remediation: [
    "Set `bypassPlatformSafetyChecksOnUserSchedule` to false, or `enableHotpatching` to false.",
  ],
  withComponent: windowsMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: patchFindingsOf,
});
