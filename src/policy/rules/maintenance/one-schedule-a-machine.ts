import type { DeclaredResource } from "../../model/declared-resource";
import { NotYetKnown } from "../../model/reader";
import { severalSchedulesFindings } from "../../../azure/maintenance-schedule";
import { schedulesOfMachine, type ScheduleOfMachine } from "../../readings/schedules-of-machine";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { scheduleOfOurs } from "../patching/with-component";

export const oneScheduleAMachine = stackRule({
  id: "EVG-MAINTENANCE-018",
  title: "One schedule patches a machine",
  severity: "medium",
  why: "Where two schedules reach a machine, it is patched and rebooted in windows that nobody planned together.",
  remediation: ["Take one of the assignments away, or narrow the dynamic scope."],
  withComponent: scheduleOfOurs,
  tags: ["maintenance", "patching"],
  references: ["learn.microsoft.com azure/update-manager/dynamic-scope-overview"],
  types: [virtualMachineType],
  findings: (machine, stack) => {
    const { schedules, notYetKnown } = schedulesOfMachine(machine, stack);
    const others = new Map(schedules.map((each) => [keyOf(each), nameOf(each)]));
    if (others.size < 2 && notYetKnown !== undefined) {
      throw new NotYetKnown(notYetKnown);
    }
    return [...others.values()]
      .slice(1)
      .flatMap((other) => severalSchedulesFindings(machine.name, other, "name"));
  },
});

/** Two assignments of one schedule are one schedule; two of one name in different groups are two. */
function keyOf({ configuration, assignment }: ScheduleOfMachine): string {
  return configuration?.urn ?? idOf(assignment).toLowerCase();
}

function nameOf({ configuration, assignment }: ScheduleOfMachine): string {
  return configuration?.name ?? idOf(assignment);
}

function idOf({ inputs, name }: DeclaredResource): string {
  return inputs.text("maintenanceConfigurationId") ?? name;
}
