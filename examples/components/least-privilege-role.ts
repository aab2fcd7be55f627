import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import { LeastPrivilegeRole, PrincipalType, rolePresets } from "azure-evergreen";

const group = new resources.ResourceGroup("machines", { location: "westeurope" });

// Whoever deploys this may assess and install patches on the group's machines.
const deployer = authorization.getClientConfigOutput();
const role = new LeastPrivilegeRole("patch-operator", {
  ...rolePresets.patchOperator(),
  scope: group.id,
  principals: {
    deployer: {
      principalId: deployer.objectId,
      principalType: PrincipalType.ServicePrincipal,
    },
  },
});

export const roleDefinitionId = role.roleDefinitionId;
