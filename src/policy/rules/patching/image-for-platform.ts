import { platformImageFindings } from "../../../azure/images";
import { imageOf, imagePath } from "../../readings/image";
import { patchSettingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const imageForPlatform = resourceRule({
  id: "EVG-IMAGE-002",
  title: "The platform patches the machine's image",
  severity: "high",
  why: "Azure accepts the mode and then patches nothing: only listed images are in its rollout.",
  remediation: [
    "Take a listed image, or let a schedule or the operating system patch the machine.",
  ],
  withComponent: linuxMachineOfOurs,
  tags: ["patching", "images"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const settings = patchSettingsOf(machine)?.settings;
    if (
      settings === undefined ||
      !(
        settings.patchMode === "AutomaticByPlatform" &&
        settings.bypassPlatformSafetyChecksOnUserSchedule !== true
      )
    ) {
      return [];
    }
    const image = imageOf(machine);
    return image === undefined ? [] : platformImageFindings(image, imagePath);
  },
});
