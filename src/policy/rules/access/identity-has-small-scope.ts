import { identityScopeFindings, isWideScope } from "../../../azure/access-standards";
import { benchmark } from "../../benchmark";
import { identityOf, roleAssignmentType, roleOf } from "../../readings/role";
import { stackRule } from "../../rule";
import { roleOfOurs } from "./with-component";

export const identityHasSmallScope = stackRule({
  id: "EVG-ROLE-023",
  title: "An identity does not hold a whole subscription",
  severity: "high",
  why: "An automation identity that owns the subscription turns every runbook into a way to everything in it.",
  remediation: [
    "Assign the role at the vault, account or group that the identity works on.",
    "Name its actions in a custom role.",
  ],
  withComponent: roleOfOurs,
  frameworks: [benchmark("PA-7")],
  tags: ["access"],
  references: ["learn.microsoft.com role-based-access-control/best-practices"],
  types: [roleAssignmentType],
  findings: (assignment, stack) => {
    const scope = assignment.inputs.isUnknown("scope")
      ? undefined
      : assignment.inputs.text("scope");
    // What is not known yet is the id of something that the stack makes: no subscription.
    if (scope === undefined || !isWideScope(scope)) {
      return [];
    }
    const role = roleOf(assignment, stack);
    const identity = role === undefined ? undefined : identityOf(assignment, stack);
    return role === undefined || identity === undefined
      ? []
      : identityScopeFindings({ ...role, scope, identity: `"${identity.name}"` }, "");
  },
});
