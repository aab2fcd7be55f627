import { imageSystemFindings } from "../../../azure/images";
import { imageOf, imagePath } from "../../readings/image";
import { operatingSystemOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const imageOfSystem = resourceRule({
  id: "EVG-IMAGE-005",
  title: "The machine's settings are those of its image's system",
  severity: "high",
  why: "Azure refuses the machine in the middle of the deployment.",
  remediation: [
    "Use `linuxConfiguration` for Linux images and `windowsConfiguration` for those of Windows.",
  ],
  withComponent: linuxMachineOfOurs,
  tags: ["images"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const operatingSystem = operatingSystemOf(machine);
    const image = imageOf(machine);
    return operatingSystem === undefined || image === undefined
      ? []
      : imageSystemFindings(image, operatingSystem, imagePath);
  },
});
