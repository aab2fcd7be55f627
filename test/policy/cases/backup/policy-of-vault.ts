import { evergreenProgram, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-030",
  compliant: [
    withProperty(
      machineProgram(),
      "item",
      "properties.policyId",
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/vault/backupPolicies/monthly",
    ),
    machineProgram(),
    evergreenProgram(),
  ],
  failing: [
    {
      title: "a policy of another vault",
      change: (program) =>
        withProperty(
          program,
          "item",
          "properties.policyId",
          "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/other/backupPolicies/nightly",
        ),
      messages: [
        'properties.policyId: The policy "nightly" stands in the vault "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/other", and the machine is to be backed up in "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/vault". Give a policy of the same vault.',
      ],
      onlyWhenKnown: true,
    },
  ],
  unknown: [{ resource: "item", property: "properties" }],
};
