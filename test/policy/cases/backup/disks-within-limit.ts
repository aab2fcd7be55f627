import { encryption, evergreenProgram, largeDisk, machineProgram } from "../../fixtures-backup";

import { type RuleCases, withProperty, ref } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-001",
  compliant: [
    machineProgram(),
    evergreenProgram(),
    withProperty(
      withProperty(evergreenProgram(), "item", "excludedDiskLuns", [0]),
      "web",
      "storageProfile.dataDisks[0].diskSizeGB",
      33792,
    ),
  ],
  failing: [
    {
      title: "a disk of 33 TiB",
      change: (program) =>
        withProperty(program, "web", "storageProfile.dataDisks[0].diskSizeGB", 33792),
      messages: [
        'properties.sourceResourceId.data-0: The disk "data-0" has 33792 GiB, but Azure Backup takes a disk of at most 32768 GiB. Split the disk, or make it smaller.',
      ],
    },
    {
      title: "an encrypted disk of 5 TiB",
      change: (program) => [
        ...withProperty(program, "web", "storageProfile.dataDisks[0].diskSizeGB", 5120),
        encryption,
      ],
      messages: [
        'properties.sourceResourceId.data-0: The disk "data-0" has 5120 GiB, but Azure Backup takes an encrypted disk of at most 4096 GiB. Split the disk, or make it smaller.',
      ],
    },
    {
      title: "an attached disk",
      change: (program) => [
        ...withProperty(program, "web", "storageProfile.dataDisks[0]", {
          lun: 0,
          createOption: "Attach",
          managedDisk: { id: ref("disk") },
        }),
        largeDisk,
      ],
      messages: [
        'properties.sourceResourceId.disk: The disk "disk" has 40000 GiB, but Azure Backup takes a disk of at most 32768 GiB. Split the disk, or make it smaller.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "storageProfile" }],
};
