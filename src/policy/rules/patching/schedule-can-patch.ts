import { scheduledMachineFindings } from "../../readings/schedules-of-machine";
import { virtualMachineType } from "../../readings/virtual-machine";
import { stackRule } from "../../rule";
import { scheduleOfOurs } from "./with-component";

const id = "EVG-PATCH-015";

export const scheduleCanPatch = stackRule({
  id,
  title: "A schedule that reaches a machine can patch it",
  severity: "high",
  why: "A schedule whose prerequisites are not met runs, reports an error that few see, and installs nothing.",
  remediation: [
    "Set `patchMode` to `AutomaticByPlatform` and `bypassPlatformSafetyChecksOnUserSchedule` to true, or take the schedule away.",
  ],
  withComponent: scheduleOfOurs,
  tags: ["patching", "maintenance"],
  references: ["learn.microsoft.com azure/update-manager/prerequisite-for-schedule-patching"],
  types: [virtualMachineType],
  findings: (machine, stack) => scheduledMachineFindings(machine, stack, id),
});
