import { accessAdministratorFindings } from "../../../azure/access-standards";
import { benchmark } from "../../benchmark";
import { builtInRoleNameOf, roleAssignmentType } from "../../readings/role";
import { stackRule } from "../../rule";
import { roleOfOurs } from "./with-component";

export const noAccessAdministrator = stackRule({
  id: "EVG-ROLE-021",
  title: "Nobody is made User Access Administrator",
  severity: "high",
  why: "The role hands out roles, so its holder can take any right.",
  remediation: [
    "Assign a role that names what its holder needs.",
    "Where assignments must be made, use Role Based Access Control Administrator with a condition.",
  ],
  withComponent: roleOfOurs,
  frameworks: [benchmark("PA-7")],
  tags: ["access"],
  references: ["learn.microsoft.com role-based-access-control/best-practices"],
  types: [roleAssignmentType],
  findings: (assignment, stack) =>
    accessAdministratorFindings(builtInRoleNameOf(assignment, stack), "roleDefinitionId"),
});
