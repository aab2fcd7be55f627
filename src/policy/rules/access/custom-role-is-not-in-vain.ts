import { uselessRoleFindings } from "../../../azure/access-standards";
import { benchmark } from "../../benchmark";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import { grouped } from "../../model/grouped";
import { NotYetKnown } from "../../model/reader";
import { principalKeyOf, roleAssignmentType, roleOf, scopeKeyOf } from "../../readings/role";
import { stackRule } from "../../rule";
import { roleOfOurs } from "./with-component";

export const customRoleIsNotInVain = stackRule({
  id: "EVG-ROLE-024",
  title: "A custom role is not undone by a wider one beside it",
  severity: "medium",
  why: "Rights add up: what a custom role withholds, another role of the same principal gives.",
  remediation: ["Take the wider role away from the principal."],
  withComponent: roleOfOurs,
  frameworks: [benchmark("PA-7")],
  tags: ["access"],
  references: ["learn.microsoft.com role-based-access-control/best-practices"],
  types: [roleAssignmentType],
  findings: (assignment, stack) => {
    const role = roleOf(assignment, stack);
    if (role?.isCustom !== true) {
      return [];
    }
    const scope = scopeKeyOf(assignment);
    const held = stack.derived(assignmentsOfPrincipal).get(principalKeyOf(assignment)) ?? [];
    return held
      .filter((other) => other !== assignment)
      .flatMap((other) => {
        const wider = roleOf(other, stack);
        const findings =
          wider === undefined ? [] : uselessRoleFindings(role, wider, "roleDefinitionId");
        return findings.length > 0 && reaches(scopeKeyOf(other), scope) ? findings : [];
      });
  },
});

/** Whether a scope is another, or holds it. What is known of one alone does not tell. */
function reaches(outer: string, inner: string): boolean {
  if (outer.startsWith("/") !== inner.startsWith("/")) {
    throw new NotYetKnown("scope");
  }
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Those whose principal cannot be told yet are told of when they are judged themselves. */
function assignmentsOfPrincipal(
  stack: DeclaredStack,
): ReadonlyMap<string, readonly DeclaredResource[]> {
  return grouped(stack.all(roleAssignmentType), principalKeyOf).byKey;
}
