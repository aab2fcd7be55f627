import { windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-IMAGE-003",
  compliant: [[windowsMachine()]],
  failing: [
    {
      title: "an image that reboots",
      change: (program) =>
        withProperty(
          program,
          "win",
          "osProfile.windowsConfiguration.patchSettings.enableHotpatching",
          true,
        ),
      messages: [
        `storageProfile.imageReference: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest" cannot be patched without a reboot. Use one of the SKUs of MicrosoftWindowsServer:WindowsServer that can, "2025-datacenter-azure-edition", "2025-datacenter-azure-edition-core", "2025-datacenter-azure-edition-smalldisk", "2025-datacenter-azure-edition-core-smalldisk", "2022-datacenter-azure-edition-core-smalldisk", "2022-datacenter-azure-edition-core", "2022-datacenter-azure-edition-hotpatch", "2022-datacenter-azure-edition-hotpatch-smalldisk", or switch hotpatching off.`,
      ],
    },
  ],
  unknown: [
    { resource: "win", property: "osProfile.windowsConfiguration.patchSettings.enableHotpatching" },
  ],
};
