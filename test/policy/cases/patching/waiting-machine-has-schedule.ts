import { group } from "../../fixtures";
import { schedule, scheduled, taggedScope, waitingMachine } from "../../fixtures-schedules";
import { type RuleCases, withArgs, without } from "../../program";

const bypass =
  "osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule";
const message = `${bypass}: bypassPlatformSafetyChecksOnUserSchedule is true, but no maintenance schedule is attached, so nothing will patch the machine. Attach a maintenance schedule, or set bypassPlatformSafetyChecksOnUserSchedule to false to let Azure patch.`;

export const cases: RuleCases = {
  rule: "EVG-PATCH-016",
  compliant: [
    scheduled,
    withArgs([group, waitingMachine, schedule, taggedScope], "web", {
      tags: { patching: "sundays" },
    }),
  ],
  failing: [
    {
      title: "no schedule",
      change: (program) => without(program, "assignment"),
      messages: [message],
    },
    {
      title: "a dynamic scope that misses the machine",
      change: () =>
        withArgs([group, waitingMachine, schedule, taggedScope], "web", {
          tags: { patching: "Sundays" },
        }),
      messages: [message],
    },
  ],
  unknown: [{ resource: "web", property: bypass }],
};
