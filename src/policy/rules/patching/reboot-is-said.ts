import { explicitRebootFindings } from "../../../azure/patch-standards";
import { patchSettingsOf, virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const rebootIsSaid = resourceRule({
  id: "EVG-PATCH-023",
  title: "A machine that the platform patches says whether it may reboot",
  severity: "low",
  why: "Patches that wait for a reboot protect nobody; a reboot that nobody expected is an outage.",
  remediation: [
    "Set `automaticByPlatformSettings.rebootSetting` to `IfRequired`, `Never` or `Always`.",
  ],
  withComponent: linuxMachineOfOurs,
  tags: ["patching"],
  references: ["learn.microsoft.com virtual-machines/automatic-vm-guest-patching"],
  types: [virtualMachineType],
  findings: (machine) => {
    const patching = patchSettingsOf(machine);
    return patching === undefined
      ? []
      : explicitRebootFindings(
          patching.settings,
          `${patching.path}.automaticByPlatformSettings.rebootSetting`,
        );
  },
});
