import { linuxMachine, windowsMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-PATCH-008",
  compliant: [[linuxMachine()], [windowsMachine()]],
  failing: [
    {
      title: "no agent",
      change: (program) =>
        withProperty(program, "web", "osProfile.linuxConfiguration.provisionVMAgent", false),
      messages: [
        'osProfile.linuxConfiguration.provisionVMAgent: provisionVmAgent is false, but patch mode "AutomaticByPlatform" works through the VM agent. Set provisionVmAgent to true, or leave it out.',
        'osProfile.linuxConfiguration.provisionVMAgent: provisionVmAgent is false, but assessment mode "AutomaticByPlatform" works through the VM agent. Set provisionVmAgent to true, or leave it out.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.linuxConfiguration.provisionVMAgent" }],
};
