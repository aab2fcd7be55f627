import { hotpatchImageFindings } from "../../../azure/images";
import { imageOf, imagePath } from "../../readings/image";
import { patchSettingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const imageForHotpatching = resourceRule({
  id: "EVG-IMAGE-003",
  title: "The machine's image can be hotpatched",
  severity: "high",
  why: "Azure refuses hotpatching for other images, or installs ordinary patches that reboot.",
  remediation: [
    "Take an Azure Edition image of Windows Server, or set `enableHotpatching` to false.",
  ],
  withComponent: windowsMachineOfOurs,
  tags: ["patching", "images"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const settings = patchSettingsOf(machine)?.settings;
    if (settings === undefined || !(settings.hotpatchingEnabled === true)) {
      return [];
    }
    const image = imageOf(machine);
    return image === undefined ? [] : hotpatchImageFindings(image, imagePath);
  },
});
