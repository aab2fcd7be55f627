import { evergreenProgram, machineProgram, sameNameElsewhere } from "../../fixtures-backup";

import { type RuleCases, withProperty, without } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-060",
  compliant: [
    machineProgram(),
    evergreenProgram(),
    machineProgram("azure-native:recoveryservices/v20240401:ProtectedItem"),
  ],
  failing: [
    {
      title: "no protection",
      change: (program) => without(program, "item"),
      messages: [
        'id: Nothing in the stack backs up the machine "web". Protect it in a Recovery Services vault of its region, or exempt it and say why.',
      ],
      resource: "web",
    },
    {
      title: "stopped backups",
      change: (program) =>
        withProperty(program, "item", "properties.protectionState", "ProtectionStopped"),
      messages: [
        'id: Backups of the machine "web" are stopped, so it gets no new recovery points. Resume its backups.',
      ],
    },
    {
      title: "a machine of the same name in another group",
      change: (program) => [...program, sameNameElsewhere],
      messages: [
        'id: Nothing in the stack backs up the machine "web-elsewhere". Protect it in a Recovery Services vault of its region, or exempt it and say why.',
      ],
      resource: "web-elsewhere",
    },
  ],
  unknown: [{ resource: "item", property: "properties" }],
};
