import { disks, evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-003",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "33 disks",
      change: (program) => withProperty(program, "web", "storageProfile.dataDisks", disks(32, 64)),
      messages: [
        "properties.sourceResourceId: The machine has 33 disks, but Azure Backup takes at most 32. Leave disks out, or move some to another machine.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile" }],
};
