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
    const names = schedulesOfMachine(machine, stack).schedules.map(nameOf);
    return [...new Set(names)]
      .slice(1)
      .flatMap((other) => severalSchedulesFindings(machine.name, other, "name"));
  },
});

/** Two assignments of one schedule are one schedule. */
function nameOf({ configuration, assignment }: ScheduleOfMachine): string {
  return (
    configuration?.name ??
    assignment.inputs.text("maintenanceConfigurationId")?.split("/").at(-1) ??
    assignment.name
  );
}
