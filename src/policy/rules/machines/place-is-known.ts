import { knownPlaceFindings } from "../../../azure/machine-standards";
import { virtualMachineType } from "../../readings/virtual-machine";
import { resourceRule } from "../../rule";
import { linuxMachineOfOurs } from "../patching/with-component";

export const placeIsKnown = resourceRule({
  id: "EVG-VM-022",
  title: "A machine stands in a zone or a set",
  severity: "medium",
  why: "Rollouts of patches and agents go zone by zone and domain by domain; machines without either may all be down at once.",
  remediation: [
    "Set `zones`, or `availabilitySet`, when the machine is made: neither can change later.",
  ],
  withComponent: linuxMachineOfOurs,
  frameworks: [
    {
      name: "Azure Well-Architected Framework",
      version: "2024",
      reference: "RE:05",
      specification: "Redundancy",
    },
  ],
  tags: ["machines"],
  references: ["learn.microsoft.com reliability/availability-zones-overview"],
  types: [virtualMachineType],
  parameters: {
    required: {
      type: "boolean",
      description:
        "Whether every machine has to stand in a zone, an availability set or a scale set.",
      default: false,
    },
  },
  findings: ({ inputs }, { required }) =>
    required !== true
      ? []
      : knownPlaceFindings(
          {
            // A place that is not known yet is one.
            zones: inputs.isUnknown("zones") ? ["unknown"] : inputs.texts("zones"),
            isInAvailabilitySet: inputs.has("availabilitySet"),
            isInScaleSet: inputs.has("virtualMachineScaleSet"),
          },
          "zones",
        ),
});
