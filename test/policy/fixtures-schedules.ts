import { group, linuxMachine } from "./fixtures";
import { type Program, ref, resource, withProperty } from "./program";

/** A window each Sunday in which the schedule's machines are patched. */
export const schedule = resource("maintenance:MaintenanceConfiguration", "schedule", {
  resourceGroupName: ref("group", "name"),
  resourceName: "sundays",
  location: "westeurope",
  maintenanceScope: "InGuestPatch",
  startDateTime: "2027-01-03 03:00",
  duration: "03:00",
  recurEvery: "1Week Sunday",
  timeZone: "W. Europe Standard Time",
  extensionProperties: { InGuestPatchMode: "User" },
  installPatches: {
    rebootSetting: "IfRequired",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
  },
});

/** The schedule for one machine. */
export const assignment = resource("maintenance:ConfigurationAssignment", "assignment", {
  resourceGroupName: "fleet",
  providerName: "Microsoft.Compute",
  resourceType: "virtualMachines",
  resourceName: ref("web", "name"),
  configurationAssignmentName: "sundays",
  location: "westeurope",
  maintenanceConfigurationId: ref("schedule"),
});

/** The schedule for every machine with a tag. */
export const taggedScope = resource(
  "maintenance:ConfigurationAssignmentsForSubscription",
  "tagged",
  {
    configurationAssignmentName: "tagged",
    location: "global",
    maintenanceConfigurationId: ref("schedule"),
    filter: {
      resourceTypes: ["Microsoft.Compute/virtualMachines"],
      tagSettings: { tags: { patching: ["sundays"] }, filterOperator: "All" },
    },
  },
);

const settings = "osProfile.linuxConfiguration.patchSettings.automaticByPlatformSettings";

/** A machine that waits for a schedule. */
export const [waitingMachine = linuxMachine()] = withProperty([linuxMachine()], "web", settings, {
  bypassPlatformSafetyChecksOnUserSchedule: true,
});

/** A machine with a schedule of its own. */
export const scheduled: Program = [group, waitingMachine, schedule, assignment];
