import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-IMAGE-005",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "an image of Windows",
      change: (program) =>
        withProperty(program, "web", "storageProfile.imageReference", {
          publisher: "MicrosoftWindowsServer",
          offer: "WindowsServer",
          sku: "2022-datacenter-g2",
          version: "latest",
        }),
      messages: [
        'storageProfile.imageReference: "MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest" is an image of Windows, and the machine\'s settings are those of Linux. Use an image of Linux, or a WindowsVirtualMachine.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile.imageReference" }],
};
