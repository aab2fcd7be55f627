import { scheduleAttachedFindings } from "../../../azure/schedule-standards";
import { NotYetKnown } from "../../model/reader";
import { schedulesOfMachine } from "../../readings/schedules-of-machine";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const scheduleAttached = stackRule({
  id: "EVG-MAINTENANCE-020",
  title: "A maintenance schedule reaches the machine, where that is asked for",
  severity: "medium",
  why: "Without a schedule patches come when Azure or the system wants, never in a window that the team knows.",
  remediation: [
    "Assign a maintenance configuration of scope `InGuestPatch`, or tag the machine for a dynamic scope.",
  ],
  withComponent: scheduleOfOurs,
  tags: ["maintenance", "patching"],
  references: ["learn.microsoft.com azure/update-manager/scheduled-patching"],
  parameters: {
    required: {
      type: "boolean",
      description: "Whether each machine has to have a maintenance schedule, whoever patches it.",
      default: false,
    },
  },
  types: [virtualMachineType],
  findings: (machine, stack, { required }) => {
    if (required !== true) {
      return [];
    }
    const { schedules, notYetKnown } = schedulesOfMachine(machine, stack);
    if (schedules.length === 0 && notYetKnown !== undefined) {
      throw new NotYetKnown(notYetKnown);
    }
    return scheduleAttachedFindings(schedules.length, "name");
  },
});
