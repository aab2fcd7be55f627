import { effectivePatchMode } from "../../../azure/guest-patching";
import { allowedPatchModeFindings } from "../../../azure/patch-standards";
import { benchmark } from "../../benchmark";
import { patchSettingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const patchedByAllowedMode = resourceRule({
  id: "EVG-PATCH-021",
  title: "Azure, a schedule or Windows Update patches the machine",
  severity: "medium",
  why: "In the other modes nobody outside the machine knows whether anything installs patches, and no schedule can steer it.",
  remediation: ["Set `patchSettings.patchMode` to `AutomaticByPlatform`."],
  withComponent: linuxMachineOfOurs,
  frameworks: [benchmark("PV-6")],
  tags: ["patching"],
  references: ["learn.microsoft.com azure/update-manager/manage-update-settings"],
  parameters: {
    allowedModes: {
      type: "array",
      description: "Patch modes that a machine may have.",
      default: ["AutomaticByPlatform", "AutomaticByOS"],
      items: {
        type: "string",
        enum: ["AutomaticByPlatform", "AutomaticByOS", "ImageDefault", "Manual"],
      },
    },
  },
  types: [virtualMachineType],
  findings: (machine, { allowedModes }) => {
    const patching = patchSettingsOf(machine);
    return patching === undefined
      ? []
      : allowedPatchModeFindings(
          effectivePatchMode(patching.settings),
          patching.settings.operatingSystem,
          allowedModes as readonly string[],
          `${patching.path}.patchMode`,
        );
  },
});
