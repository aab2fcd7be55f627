import { permissionAllows } from "../../azure/permission";
import { permission, type Permission } from "../../azure/permissions";
import type { Run } from "./run";

/**
 * All permissions of the caller at a scope: Azure's own sum of them.
 *
 * Source: learn.microsoft.com rest/api/authorization/permissions/list-for-resource-group (and -resource); of a
 * subscription, which the API's description leaves out, azure-resource-manager/resource-manager-api-authentication
 * ("Check if user can assign access to subscription").
 */
export async function permissionsAt(run: Run, scope: string): Promise<Permission[]> {
  const url = `${scope}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  return (await run.client.list(url, run.signal)).map((lists) => permission(lists));
}

/** Those of some actions that permissions do not allow. */
export function lackedActions(
  actions: readonly string[],
  held: readonly Permission[],
): readonly string[] {
  return actions.filter((action) => !held.some((each) => permissionAllows(each, action)));
}
