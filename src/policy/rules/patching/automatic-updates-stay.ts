import { automaticUpdatesChangeFindings } from "../../../azure/guest-patching";
import {
  patchSettingsBefore,
  patchSettingsOf,
  virtualMachineType,
  withNativePaths,
} from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const automaticUpdatesStay = stackRule({
  id: "EVG-PATCH-014",
  title: "The flag enableAutomaticUpdates stays as it was at creation",
  severity: "high",
  why: "Azure takes the flag only when it creates the machine, and refuses the update.",
  remediation: ["Leave the flag as it is; `AutomaticByPlatform` works with either."],
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
    return before?.operatingSystem !== "Windows"
      ? []
      : withNativePaths(
          automaticUpdatesChangeFindings(
            before.enableAutomaticUpdates,
            patching.settings.enableAutomaticUpdates,
            "enableAutomaticUpdates",
          ),
          "Windows",
        );
  },
});
