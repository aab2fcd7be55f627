import { assignment, schedule, scheduled, taggedScope } from "../../fixtures-schedules";
import { type Program, ref, type RuleCases, withArgs, without, withProperty } from "../../program";

const second = {
  ...schedule,
  name: "second",
  args: { ...schedule.args, resourceName: "mondays" },
};
function idIn(group: string): string {
  return `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/weekly`;
}

const message =
  'name: The machine "web" is patched by the schedule "second" too. Let one schedule patch it, or see that their windows do not overlap.';
const tagged = withArgs([...scheduled, taggedScope], "web", { tags: { patching: "sundays" } });

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-018",
  // Twice the same schedule is one.
  compliant: [scheduled, tagged],
  failing: [
    {
      title: "two schedules of one name, in groups that the stack does not make",
      change: (program) =>
        ["first", "second"].reduce<Program>(
          (changed, each) => [
            ...changed,
            {
              ...assignment,
              name: each,
              args: {
                ...assignment.args,
                maintenanceConfigurationId: idIn(each),
              },
            },
          ],
          without(program, "assignment", "schedule"),
        ),
      messages: [
        `name: The machine "web" is patched by the schedule "${idIn("second")}" too. Let one schedule patch it, or see that their windows do not overlap.`,
      ],
    },
    {
      title: "a dynamic scope of another schedule",
      change: () =>
        withProperty([...tagged, second], "tagged", "maintenanceConfigurationId", ref("second")),
      resource: "web",
      messages: [message],
    },
    {
      title: "a second assignment",
      change: (program) => [
        ...program,
        second,
        ...withProperty(program, "assignment", "maintenanceConfigurationId", ref("second"))
          .filter(({ name }) => name === "assignment")
          .map((each) => ({ ...each, name: "another" })),
      ],
      messages: [message],
    },
  ],
  unknown: [{ resource: "schedule", property: "maintenanceScope" }],
};
