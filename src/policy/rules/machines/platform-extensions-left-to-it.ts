import { extensionFindings } from "../../../azure/vm-extension";
import { extensionType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "../patching/with-component";

export const platformExtensionsLeftToIt = resourceRule({
  id: "EVG-EXTENSION-001",
  title: "Extensions that the platform brings are left to it",
  severity: "high",
  why: "Azure refuses the extension, or the stack and the platform change each other's version for ever.",
  remediation: [
    "Take the extension out of the program: backup, replication and guest patching bring theirs.",
  ],
  withComponent: linuxMachineOfOurs,
  tags: ["machines", "extensions"],
  references: ["learn.microsoft.com virtual-machines/extensions/overview"],
  types: [extensionType],
  findings: ({ inputs }) => {
    const [publisher, type] = [inputs.text("publisher"), inputs.text("type")];
    return publisher === undefined || type === undefined
      ? []
      : extensionFindings(
          {
            publisher,
            type,
            typeHandlerVersion: "1.0",
          },
          "",
        );
  },
});
