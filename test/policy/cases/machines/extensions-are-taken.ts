import { linuxMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-VM-021",
  compliant: [[linuxMachine()]],
  failing: [
    {
      title: "no extensions",
      change: (program) =>
        withProperty(program, "web", "osProfile.allowExtensionOperations", false),
      messages: [
        "osProfile.allowExtensionOperations: The machine takes no extensions, and Azure Backup, Site Recovery and guest patching each bring one. Set it to true, or leave it out; an Azure Policy can say which extensions are allowed.",
      ],
    },
  ],
  unknown: [{ resource: "web", property: "osProfile.allowExtensionOperations" }],
};
