import { builtIn, owner, roleId } from "../../fixtures-access";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-ROLE-021",
  compliant: [[owner("reader", builtIn.reader)]],
  failing: [
    {
      title: "who hands out roles",
      change: (program) =>
        withProperty(
          program,
          "reader",
          "roleDefinitionId",
          roleId(builtIn.userAccessAdministrator.toUpperCase()),
        ),
      messages: [
        "roleDefinitionId: User Access Administrator can give itself any right at the scope and below. Give a role that names what its holder needs, or Role Based Access Control Administrator with a condition.",
      ],
    },
  ],
  unknown: [{ resource: "reader", property: "roleDefinitionId" }],
};
