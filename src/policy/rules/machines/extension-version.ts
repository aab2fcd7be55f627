import { extensionFindings } from "../../../azure/vm-extension";
import { extensionType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "../patching/with-component";

export const extensionVersion = resourceRule({
  id: "EVG-EXTENSION-002",
  title: "An extension has a version that Azure can read",
  severity: "high",
  why: "Azure refuses the extension in the middle of the deployment.",
  remediation: ["Set `typeHandlerVersion` to major and minor number, such as `1.0`."],
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
            typeHandlerVersion: inputs.text("typeHandlerVersion") ?? "",
          },
          "",
        );
  },
});
