import { scheduledMachineFindings } from "../../readings/schedules-of-machine";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { scheduleOfOurs } from "./with-component";

const id = "EVG-PATCH-016";

export const waitingMachineHasSchedule = stackRule({
  id,
  title: "A machine that waits for a schedule has one",
  severity: "high",
  why: "A machine that bypasses the platform's checks for a schedule, and has none, is patched by nobody.",
  remediation: [
    "Assign a maintenance configuration of scope `InGuestPatch`, or set `bypassPlatformSafetyChecksOnUserSchedule` to false.",
  ],
  withComponent: scheduleOfOurs,
  tags: ["patching", "maintenance"],
  references: ["learn.microsoft.com azure/update-manager/prerequisite-for-schedule-patching"],
  types: [virtualMachineType],
  findings: (machine, stack) => scheduledMachineFindings(machine, stack, id),
});
