import { dailyPolicy, policyProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-024",
  compliant: [policyProgram(dailyPolicy)],
  failing: [
    {
      title: "a stop at the end",
      change: (program) =>
        withProperty(program, "policy", "properties.instantRPDetails", {
          azureBackupRGNamePrefix: "points-",
          azureBackupRGNameSuffix: ".",
        }),
      messages: [
        'properties.instantRPDetails.azureBackupRGNamePrefix: "points-1." is no name that Azure Backup can give a resource group. Give a prefix, and at most 73 letters, digits, "-", "_", ".", "(" and ")" with the suffix, no full stop last.',
      ],
    },
  ],
  unknown: [{ resource: "policy", property: "properties.instantRPDetails" }],
};
