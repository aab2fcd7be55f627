import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-031",
  compliant: [machineProgram(), evergreenProgram()],
  failing: [
    {
      title: "a vault elsewhere",
      change: (program) => withProperty(program, "vault", "location", "northeurope"),
      messages: [
        'properties.sourceResourceId: The machine is in the region "westeurope" and the vault in "northeurope", but a machine is backed up in its own region. Use a vault in "westeurope".',
      ],
    },
  ],
  unknown: [{ resource: "vault", property: "location" }],
};
