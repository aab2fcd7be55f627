import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-063",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "no agent",
      change: (program) =>
        withProperty(program, "web", "osProfile.linuxConfiguration.provisionVMAgent", false),
      messages: [
        'properties.sourceResourceId: The machine "web" has no agent (provisionVMAgent is false), and Azure Backup takes its snapshots through an extension. Set provisionVMAgent to true.',
      ],
    },
    {
      title: "no extensions",
      change: (program) =>
        withProperty(program, "web", "osProfile.allowExtensionOperations", false),
      messages: [
        'properties.sourceResourceId: The machine "web" takes no extensions (allowExtensionOperations is false), and Azure Backup takes its snapshots through an extension. Set it to true.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "osProfile" }],
};
