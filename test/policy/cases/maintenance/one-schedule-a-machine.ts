import { schedule, scheduled, taggedScope } from "../../fixtures-schedules";
import { ref, type RuleCases, withArgs, withProperty } from "../../program";

const second = {
  ...schedule,
  name: "second",
  args: { ...schedule.args, resourceName: "mondays" },
};
const message =
  'name: The machine "web" is patched by the schedule "second" too. Let one schedule patch it, or see that their windows do not overlap.';
const tagged = withArgs([...scheduled, taggedScope], "web", { tags: { patching: "sundays" } });

export const cases: RuleCases = {
  rule: "EVG-MAINTENANCE-018",
  // Twice the same schedule is one.
  compliant: [scheduled, tagged],
  failing: [
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
  unknown: [],
  readsNothing: true,
};
