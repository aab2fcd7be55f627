import { linuxMachine } from "../../fixtures";
import { resource, type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-EXTENSION-002",
  compliant: [
    [
      linuxMachine(),
      resource("compute:VirtualMachineExtension", "extension", {
        resourceGroupName: "fleet",
        vmName: "web",
        vmExtensionName: "watch",
        publisher: "Microsoft.Azure.Monitor",
        type: "AzureMonitorLinuxAgent",
        typeHandlerVersion: "1.33",
      }),
    ],
  ],
  failing: [
    {
      title: "no number",
      change: (program) => withProperty(program, "extension", "typeHandlerVersion", "latest"),
      messages: [
        'typeHandlerVersion: "latest" is not the version of an extension. Give major and minor number, for example "1.0", as "az vm extension image list" prints them.',
      ],
    },
  ],
  unknown: [{ resource: "extension", property: "typeHandlerVersion" }],
};
