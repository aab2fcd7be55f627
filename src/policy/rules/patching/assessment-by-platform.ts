import { benchmark } from "../../benchmark";
import { DeclaredResource } from "../../model/declared-resource";
import { assessmentByPlatformFindings } from "../../../azure/patch-standards";
import {
  configurationPath,
  operatingSystemOf,
  virtualMachineType,
} from "../../readings/virtual-machine";
import { withProperty } from "../../model/with-property";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "./with-component";

export const assessmentByPlatform = resourceRule({
  id: "EVG-PATCH-020",
  title: "Missing patches are looked for every day",
  severity: "medium",
  why: "Without periodic assessment nobody sees that patches are missing until somebody asks.",
  remediation: [
    'Set `patchSettings.assessmentMode` to "AutomaticByPlatform" in the machine\'s `linuxConfiguration` or `windowsConfiguration`.',
  ],
  withComponent: linuxMachineOfOurs,
  frameworks: [benchmark("PV-6")],
  tags: ["patching"],
  references: ["learn.microsoft.com azure/update-manager/assessment-options"],
  types: [virtualMachineType],
  findings: (machine) => {
    const operatingSystem = operatingSystemOf(machine);
    if (operatingSystem === undefined) {
      return [];
    }
    const path = `${configurationPath(operatingSystem)}.patchSettings.assessmentMode`;
    return assessmentByPlatformFindings(machine.inputs.text(path), path);
  },
  remediate: (properties, type) => {
    const machine = new DeclaredResource(type, {
      urn: "",
      name: "",
      token: "",
      inputs: properties,
    });
    const system = operatingSystemOf(machine) ?? "Linux";
    const path = `${configurationPath(system)}.patchSettings.assessmentMode`;
    return withProperty(properties, path, "AutomaticByPlatform");
  },
});
