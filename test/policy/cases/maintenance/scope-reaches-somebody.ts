import { group } from "../../fixtures";
import { schedule, taggedScope, waitingMachine } from "../../fixtures-schedules";
import { type RuleCases, withArgs, without, withProperty } from "../../program";

const program = withArgs([group, waitingMachine, schedule, taggedScope], "web", {
  tags: { patching: "sundays" },
});
const message =
  "filter: The one machine of this program does not fit. Look at the tags and the other parts of the filter, unless it is meant for machines made elsewhere.";

export const cases: RuleCases = {
  rule: "EVG-SCOPE-004",
  // A stack without machines says nothing of whom its scopes reach.
  compliant: [program, without(program, "web")],
  failing: [
    {
      title: "a tag that no machine has",
      change: () => withProperty(program, "web", "tags", { patching: "mondays" }),
      resource: "tagged",
      messages: [message],
    },
    {
      title: "another region",
      change: () => withProperty(program, "tagged", "filter.locations", ["northeurope"]),
      messages: [message],
    },
  ],
  unknown: [{ resource: "web", property: "tags" }],
};
