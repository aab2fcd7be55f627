import { extensionOperationsFindings } from "../../../azure/machine-standards";
import { virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "../patching/with-component";

export const extensionsAreTaken = resourceRule({
  id: "EVG-VM-021",
  title: "A machine takes extensions",
  severity: "high",
  why: "Backup, Site Recovery and guest patching bring an extension each; a machine that takes none fails all three.",
  remediation: ["Set `osProfile.allowExtensionOperations` to true, or leave it out."],
  withComponent: linuxMachineOfOurs,
  tags: ["machines"],
  references: ["learn.microsoft.com virtual-machines/extensions/overview"],
  types: [virtualMachineType],
  findings: ({ inputs }) =>
    extensionOperationsFindings(
      inputs.flag("osProfile.allowExtensionOperations"),
      "osProfile.allowExtensionOperations",
    ),
});
