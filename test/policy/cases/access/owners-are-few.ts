import { group } from "../../fixtures";
import { owner } from "../../fixtures-access";
import { ref, type RuleCases, withProperty } from "../../program";

const message =
  "scope: This is owner number 3 of the scope, and 2 are allowed. Give Contributor, or a role that names what its holder needs.";

export const cases: RuleCases = {
  rule: "EVG-ROLE-022",
  compliant: [
    [owner("first"), owner("second")],
    // Owners of different scopes are not counted together.
    withProperty(
      [group, owner("first"), owner("second"), owner("third")],
      "third",
      "scope",
      ref("group"),
    ),
  ],
  parameters: { maximum: 2 },
  failing: [
    {
      title: "one too many",
      change: (program) => [...program, owner("third")],
      resource: "third",
      messages: [message],
    },
    {
      title: "one too many of a group that the stack makes",
      change: () =>
        ["first", "second", "third"].reduce(
          (program, name) => withProperty(program, name, "scope", ref("group")),
          [group, owner("first"), owner("second"), owner("third")],
        ),
      resource: "third",
      messages: [message],
    },
  ],
  unknown: [{ resource: "first", property: "roleDefinitionId" }],
};
