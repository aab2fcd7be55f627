import type { Operation } from "../operation";
import { page } from "../resource-manager/paging";
import type { World } from "../world";

const type = "Microsoft.Authorization/permissions";

/** What the caller itself may do at a scope: the permissions of each of its assignments at and above it. */
export function ownPermissionOperations(world: World): Operation[] {
  return [
    {
      id: "Permissions_ListForResourceGroup",
      method: "GET",
      path: `/{scope}/providers/${type}`,
      action: `${type}/read`,
      witness:
        "azure-rest-api-specs authorization 2022-04-01, Permissions_ListForResourceGroup; " +
        "learn.microsoft.com rest/api/authorization/permissions/list-for-resource-group; of a subscription " +
        "azure-resource-manager/resource-manager-api-authentication",
      handle: (call) => ({
        status: 200,
        body: page(call, world.access.held(call.principalId, `/${call.parameters.scope ?? ""}`)),
      }),
    },
  ];
}
