import { effectivePatchMode } from "../../../azure/guest-patching";
import { unpatchedMachineFindings } from "../../../azure/patch-standards";
import { benchmark } from "../../benchmark";
import { patchSettingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { windowsMachineOfOurs } from "./with-component";

export const somebodyPatches = resourceRule({
  id: "EVG-PATCH-022",
  title: "Somebody patches a Windows machine",
  severity: "high",
  why: "A machine that nobody patches is open to what was mended long ago.",
  remediation: [
    "Set `windowsConfiguration.patchSettings.patchMode` to `AutomaticByPlatform`.",
    "Leave `enableAutomaticUpdates` at true on new machines: it cannot change later.",
  ],
  withComponent: windowsMachineOfOurs,
  frameworks: [benchmark("PV-6")],
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const patching = patchSettingsOf(machine);
    return patching?.settings.operatingSystem === "Windows"
      ? unpatchedMachineFindings(
          effectivePatchMode(patching.settings),
          `${patching.path}.patchMode`,
        )
      : [];
  },
});
