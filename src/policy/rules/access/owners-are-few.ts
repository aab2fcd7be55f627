import { ownerCountFindings } from "../../../azure/access-standards";
import { benchmark } from "../../benchmark";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import { grouped } from "../../model/grouped";
import { builtInRoleNameOf, roleAssignmentType, scopeKeyOf } from "../../readings/role";
import { stackRule } from "../../rule";
import { roleOfOurs } from "./with-component";

export const ownersAreFew = stackRule({
  id: "EVG-ROLE-022",
  title: "A scope has few owners",
  severity: "medium",
  why: "Each owner can take and give every right; nobody looks after a long list of them.",
  remediation: ["Give Contributor, or a role that names what its holder needs."],
  withComponent: roleOfOurs,
  frameworks: [benchmark("PA-7")],
  tags: ["access"],
  references: ["learn.microsoft.com role-based-access-control/best-practices"],
  parameters: {
    maximum: {
      type: "integer",
      description: "How many owners of one scope a stack may make.",
      default: 3,
      minimum: 0,
    },
  },
  types: [roleAssignmentType],
  findings: (assignment, stack, { maximum }) =>
    builtInRoleNameOf(assignment, stack) === "Owner"
      ? ownerCountFindings(
          {
            position: (stack.derived(ownersByScope).get(scopeKeyOf(assignment)) ?? []).indexOf(
              assignment,
            ),
            maximum: Number(maximum),
          },
          "scope",
        )
      : [],
});

/** Those whose scope or role cannot be told yet are told of when they are judged themselves. */
function ownersByScope(stack: DeclaredStack): ReadonlyMap<string, readonly DeclaredResource[]> {
  return grouped(stack.all(roleAssignmentType), (assignment) =>
    builtInRoleNameOf(assignment, stack) === "Owner" ? scopeKeyOf(assignment) : undefined,
  ).byKey;
}
