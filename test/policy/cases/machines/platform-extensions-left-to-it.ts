import { linuxMachine } from "../../fixtures";
import { resource, type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-EXTENSION-001",
  compliant: [
    [
      linuxMachine(),
      resource("compute:VirtualMachineExtension", "extension", {
        resourceGroupName: "fleet",
        vmName: "web",
        vmExtensionName: "watch",
        publisher: "Microsoft.Azure.Monitor",
        type: "AzureMonitorLinuxAgent",
        typeHandlerVersion: "1.33",
      }),
    ],
  ],
  failing: [
    {
      title: "the snapshot extension of Azure Backup",
      change: (program) =>
        withProperty(
          withProperty(program, "extension", "publisher", "Microsoft.Azure.RecoveryServices"),
          "extension",
          "type",
          "VMSnapshotLinux",
        ),
      messages: [
        "type: Microsoft.Azure.RecoveryServices.VMSnapshotLinux is brought to machines by Azure Backup, which looks after it. Leave the extension out.",
      ],
      resource: "extension",
    },
    {
      title: "the mobility agent of Site Recovery",
      change: (program) =>
        withProperty(
          withProperty(
            program,
            "extension",
            "publisher",
            "Microsoft.Azure.RecoveryServices.SiteRecovery2",
          ),
          "extension",
          "type",
          "LinuxV2",
        ),
      messages: [
        "type: Microsoft.Azure.RecoveryServices.SiteRecovery2.LinuxV2 is brought to machines by Site Recovery, which looks after it. Leave the extension out.",
      ],
    },
    {
      title: "an extension of guest patching",
      change: (program) =>
        withProperty(
          withProperty(program, "extension", "publisher", "Microsoft.CPlat.Core"),
          "extension",
          "type",
          "LinuxPatchExtension",
        ),
      messages: [
        "type: Microsoft.CPlat.Core.LinuxPatchExtension is brought to machines by guest patching, which looks after it. Leave the extension out.",
      ],
    },
  ],
  unknown: [{ resource: "extension", property: "type" }],
};
