import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-VM-020",
  compliant: [
    [linuxMachine()],
    [windowsMachine()],
    withProperty(
      [linuxMachine()],
      "web",
      "osProfile.linuxConfiguration.provisionVMAgent",
      undefined,
    ),
  ],
  failing: [
    {
      title: "a Linux machine without its agent",
      change: (program) =>
        withProperty(program, "web", "osProfile.linuxConfiguration.provisionVMAgent", false),
      messages: [
        "osProfile.linuxConfiguration.provisionVMAgent: The machine is made without the VM agent, through which extensions, patching and consistent backups work. Set it to true, or leave it out.",
      ],
    },
    {
      title: "a Windows machine without its agent",
      change: () =>
        withProperty(
          [windowsMachine()],
          "win",
          "osProfile.windowsConfiguration.provisionVMAgent",
          false,
        ),
      messages: [
        "osProfile.windowsConfiguration.provisionVMAgent: The machine is made without the VM agent, through which extensions, patching and consistent backups work. Set it to true, or leave it out.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.linuxConfiguration.provisionVMAgent" }],
};
