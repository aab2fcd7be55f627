import { agentProvisionedFindings } from "../../../azure/machine-standards";
import {
  configurationPath,
  operatingSystemOf,
  virtualMachineType,
} from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "../patching/with-component";

export const agentIsProvisioned = resourceRule({
  id: "EVG-VM-020",
  title: "A machine has its VM agent",
  severity: "high",
  why: "Without the agent no extension comes, no patch is assessed, and backups are at best crash-consistent.",
  remediation: ["Set `provisionVMAgent` to true in the system's configuration, or leave it out."],
  withComponent: linuxMachineOfOurs,
  tags: ["machines"],
  references: ["learn.microsoft.com virtual-machines/extensions/overview"],
  types: [virtualMachineType],
  findings: (machine) => {
    const operatingSystem = operatingSystemOf(machine);
    if (operatingSystem === undefined) {
      return [];
    }
    const path = `${configurationPath(operatingSystem)}.provisionVMAgent`;
    return agentProvisionedFindings(machine.inputs.flag(path), path);
  },
});
