import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-046",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "an ephemeral disk",
      change: (program) =>
        withProperty(program, "web", "storageProfile.osDisk.diffDiskSettings", { option: "Local" }),
      messages: [
        "properties.sourceResourceId: The machine's system disk is ephemeral, and Azure Backup does not take such machines. Back up what it works on instead, or give it a managed disk.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile" }],
};
