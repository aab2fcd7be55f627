import { ownerCountFindings } from "../../../azure/access-standards";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import { NotYetKnown } from "../../model/reader";
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
  frameworks: [
    {
      name: "Microsoft cloud security benchmark",
      version: "1",
      reference: "PA-7",
      specification: "Follow just enough administration (least privilege) principle",
    },
  ],
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

function ownersByScope(stack: DeclaredStack): ReadonlyMap<string, DeclaredResource[]> {
  const owners = new Map<string, DeclaredResource[]>();
  for (const assignment of stack.all(roleAssignmentType)) {
    try {
      if (builtInRoleNameOf(assignment, stack) === "Owner") {
        const scope = scopeKeyOf(assignment);
        owners.set(scope, [...(owners.get(scope) ?? []), assignment]);
      }
    } catch (error) {
      // It is told when it is judged itself.
      if (!(error instanceof NotYetKnown)) {
        throw error;
      }
    }
  }
  return owners;
}
