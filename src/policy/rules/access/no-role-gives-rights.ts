import { roleDefinitionFindings } from "../../../azure/role-definition-rules";
import { benchmark } from "../../benchmark";
import { permissionsOf, roleDefinitionType } from "../../readings/role";
import { resourceRule } from "../../rule";
import { roleOfOurs } from "./with-component";

export const noRoleGivesRights = resourceRule({
  id: "EVG-ROLE-007",
  title: "A custom role cannot give rights",
  severity: "critical",
  why: "Whoever can write role assignments or definitions, or elevate access, can give itself any right.",
  remediation: [
    "Name narrower actions, or take `Microsoft.Authorization/*/Write` and `Microsoft.Authorization/elevateAccess/Action` out by `notActions`.",
  ],
  withComponent: roleOfOurs,
  frameworks: [benchmark("PA-7")],
  tags: ["access"],
  references: ["learn.microsoft.com role-based-access-control/best-practices"],
  types: [roleDefinitionType],
  findings: (role) =>
    permissionsOf(role).flatMap((permission, index) =>
      roleDefinitionFindings(
        {
          roleName: role.inputs.text("roleName") ?? "",
          description: "",
          permission,
          assignableScopes: [],
        },
        `permissions[${index}]`,
      ),
    ),
});
