import { evergreenProgram, machineProgram, withHealth } from "../../fixtures-backup";

import { type RuleCases } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-065",
  compliant: [machineProgram(), evergreenProgram()],
  answered: ["healthStatus"],
  failing: [
    {
      title: "an action that is required",
      change: (program) => withHealth(program, { healthStatus: "ActionRequired" }),
      messages: [
        'properties.healthStatus: Azure says "ActionRequired" of the backups of "item". Look at the item\'s health and its last job, and mend what they tell.',
      ],
    },
    {
      title: "a protection in error",
      change: (program) => withHealth(program, { protectionState: "ProtectionError" }),
      messages: [
        'properties.protectionState: Azure says "ProtectionError" of the backups of "item". Look at the item\'s health and its last job, and mend what they tell.',
      ],
    },
    {
      title: "a failed backup",
      change: (program) => withHealth(program, { lastBackupStatus: "Failed" }),
      messages: [
        'properties.lastBackupStatus: Azure says "Failed" of the backups of "item". Look at the item\'s health and its last job, and mend what they tell.',
      ],
    },
  ],
  unknown: [{ resource: "item", property: "properties" }],
};
