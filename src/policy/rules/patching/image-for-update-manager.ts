import { updateManagerImageFindings } from "../../../azure/images";
import { imageOf, imagePath } from "../../readings/image";
import { patchSettingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const imageForUpdateManager = resourceRule({
  id: "EVG-IMAGE-004",
  title: "Update Manager's policies look at the machine's image",
  severity: "low",
  why: "Built-in policies decide by lists of images, and call others not applicable in silence.",
  remediation: ["Check in Update Manager that the machine is assessed, or take a listed image."],
  withComponent: linuxMachineOfOurs,
  tags: ["patching", "images"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const settings = patchSettingsOf(machine)?.settings;
    if (settings === undefined || !(settings.assessmentMode === "AutomaticByPlatform")) {
      return [];
    }
    const image = imageOf(machine);
    return image === undefined ? [] : updateManagerImageFindings(image, imagePath);
  },
});
