import { group } from "../../fixtures";
import { schedule, scheduled, taggedScope, waitingMachine } from "../../fixtures-schedules";
import { type RuleCases, withArgs, without, withProperty } from "../../program";

const settings = "osProfile.linuxConfiguration.patchSettings";
const bypass = `${settings}.automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule`;
const fix =
  'Set patchMode to "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule to true, or take the schedule away.';

export const cases: RuleCases = {
  rule: "EVG-PATCH-015",
  compliant: [
    scheduled,
    // A schedule of the host is none for the guest.
    withProperty(
      withProperty(scheduled, "schedule", "maintenanceScope", "Host"),
      "web",
      bypass,
      false,
    ),
  ],
  failing: [
    {
      title: "the platform's checks are not bypassed",
      change: (program) => withProperty(program, "web", bypass, false),
      messages: [
        `${bypass}: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. ${fix}`,
      ],
    },
    {
      title: "another patch mode",
      change: (program) => withProperty(program, "web", settings, { patchMode: "ImageDefault" }),
      messages: [
        `${settings}.patchMode: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "ImageDefault" and bypassPlatformSafetyChecksOnUserSchedule is false. ${fix}`,
      ],
    },
    {
      title: "a dynamic scope reaches the machine by its tag",
      change: () =>
        withArgs(
          withProperty([group, waitingMachine, schedule, taggedScope], "web", bypass, false),
          "web",
          { tags: { Patching: "sundays" } },
        ),
      messages: [
        `${bypass}: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. ${fix}`,
      ],
    },
    {
      title: "an assignment that names the machine by its id",
      change: (program) =>
        withProperty(
          [
            ...without(program, "assignment"),
            {
              token: "maintenance:ConfigurationAssignment",
              name: "assignment",
              args: {
                resourceGroupName: "fleet",
                providerName: "Microsoft.Compute",
                resourceType: "virtualMachines",
                resourceName: "web",
                configurationAssignmentName: "sundays",
                resourceId: { $resource: "web", $property: "id" },
                maintenanceConfigurationId: { $resource: "schedule", $property: "id" },
              },
            },
          ],
          "web",
          bypass,
          false,
        ),
      messages: [
        `${bypass}: A maintenance schedule is attached, but nothing will patch the machine: patchMode is "AutomaticByPlatform" and bypassPlatformSafetyChecksOnUserSchedule is false. ${fix}`,
      ],
    },
  ],
  unknown: [{ resource: "web", property: bypass }],
};
