import type { Operation } from "../operation";
import { asObject, valueAt, withoutUndefined } from "../json";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { userAssignedIdentityType } from "./resource-identity";

const witness =
  "azure-rest-api-specs msi examples/2024-11-30/Identity*.json; " +
  "learn.microsoft.com rest/api/managedidentity/user-assigned-identities; statuses read from azure-mgmt-msi";

export const userAssignedIdentityOperations: readonly Operation[] = resourceType({
  type: userAssignedIdentityType,
  path: groupPath(`${userAssignedIdentityType}/{resourceName}`),
  location: "required",
  provisioningState: false,
  put: { id: "UserAssignedIdentities_CreateOrUpdate", witness },
  patch: { id: "UserAssignedIdentities_Update", witness },
  get: { id: "UserAssignedIdentities_Get", witness },
  delete: { id: "UserAssignedIdentities_Delete", witness },
  lists: [
    {
      id: "UserAssignedIdentities_ListByResourceGroup",
      path: groupPath(userAssignedIdentityType),
      witness,
    },
    {
      id: "UserAssignedIdentities_ListBySubscription",
      path: subscriptionPath(userAssignedIdentityType),
      witness,
    },
  ],
  complete(call, body, existing) {
    const before = asObject(existing?.properties);
    const { principalId, clientId } =
      before.principalId === undefined
        ? call.directory.createManagedIdentity(call.path)
        : { principalId: before.principalId, clientId: before.clientId };
    const isolationScope = valueAt(body, "properties.isolationScope") ?? before.isolationScope;
    return {
      properties: withoutUndefined({
        tenantId: call.tenantId,
        principalId,
        clientId,
        isolationScope,
      }),
    };
  },
});
