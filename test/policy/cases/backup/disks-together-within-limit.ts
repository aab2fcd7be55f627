import { disks, evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-002",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "nine disks of 32 TiB",
      change: (program) =>
        withProperty(program, "web", "storageProfile.dataDisks", disks(9, 32768)),
      messages: [
        "properties.sourceResourceId: The disks have 294912 GiB together, but Azure Backup takes at most 262144 GiB of one machine. Leave disks out, or move some to another machine.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile" }],
};
