import { effectivePatchMode, patchModeTransitionFindings } from "../../../azure/guest-patching";
import {
  patchSettingsBefore,
  patchSettingsOf,
  virtualMachineType,
  withNativePaths,
} from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const modeCanChange = stackRule({
  id: "EVG-PATCH-013",
  title: "A Windows machine changes its patch mode only where Azure lets it",
  severity: "high",
  why: "Azure refuses the update, or the machine has to be made anew.",
  remediation: ["Go to `AutomaticByPlatform`, which every machine can."],
  withComponent: windowsMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const patching = patchSettingsOf(machine);
    const before = patchSettingsBefore(machine);
    if (patching === undefined) {
      return [];
    }
    return before === undefined
      ? []
      : withNativePaths(
          patchModeTransitionFindings(
            {
              operatingSystem: patching.settings.operatingSystem,
              enableAutomaticUpdates: before.enableAutomaticUpdates,
              from: effectivePatchMode(before),
              to: effectivePatchMode(patching.settings),
            },
            "patchMode",
          ),
          patching.settings.operatingSystem,
        );
  },
});
