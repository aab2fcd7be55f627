import { ownerLikeRoleFindings } from "../../../azure/access-standards";
import { benchmark } from "../../benchmark";
import { permissionsOf, roleDefinitionType } from "../../readings/role";
import { resourceRule } from "../../rule";
import { roleOfOurs } from "./with-component";

export const noCustomOwner = resourceRule({
  id: "EVG-ROLE-020",
  title: "A custom role names what it allows",
  severity: "high",
  why: "A role that allows everything but a list grows with Azure: what is new tomorrow is allowed without anybody saying so. Automation RunAs Contributor is exempt by its name, as long as it withholds access rights and key vaults: Azure's own scripts made it for Run As accounts.",
  remediation: ["Replace `*` in `permissions[].actions` by the actions that are needed."],
  withComponent: roleOfOurs,
  frameworks: [benchmark("PA-7")],
  tags: ["access"],
  references: ["learn.microsoft.com role-based-access-control/best-practices"],
  types: [roleDefinitionType],
  findings: (role) =>
    ownerLikeRoleFindings(
      { roleName: role.inputs.text("roleName") ?? "", permissions: permissionsOf(role) },
      "permissions",
    ),
});
