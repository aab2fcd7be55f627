import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-004",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "an Ultra disk under a Standard policy",
      change: (program) =>
        withProperty(
          withProperty(program, "policy", "properties.policyType", "V1"),
          "web",
          "storageProfile.dataDisks[0].managedDisk",
          { storageAccountType: "UltraSSD_LRS" },
        ),
      messages: [
        'properties.sourceResourceId.data-0: The disk "data-0" is UltraSSD_LRS, which a Standard policy does not back up. Use an Enhanced policy.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile" }],
};
