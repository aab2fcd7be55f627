import type { Finding } from "../../../azure/finding";
import { NotYetKnown } from "../../model/reader";
import { schedulePatchingFindings } from "../../../azure/guest-patching";
import { schedulesOfMachine } from "../../readings/schedules-of-machine";
import {
  patchSettingsOf,
  virtualMachineType,
  withNativePaths,
} from "../../readings/virtual-machine";
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
  findings: (machine, stack) => {
    const patching = patchSettingsOf(machine);
    if (patching === undefined) {
      return [];
    }
    const { settings } = patching;
    const { schedules, notYetKnown } = schedulesOfMachine(machine, stack);
    const judged = (scheduleAttached: boolean): Finding[] =>
      schedulePatchingFindings(
        {
          patchMode: settings.patchMode,
          bypass: settings.bypassPlatformSafetyChecksOnUserSchedule,
          scheduleAttached,
        },
        "",
      ).filter(({ ruleId }) => ruleId === id);
    if (
      schedules.length === 0 &&
      notYetKnown !== undefined &&
      judged(true).length !== judged(false).length
    ) {
      throw new NotYetKnown(notYetKnown);
    }
    return withNativePaths(judged(schedules.length > 0), settings.operatingSystem);
  },
});
