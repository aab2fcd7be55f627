import type { HttpMethod } from "../../arm/transport";
import { isAtOrBelow } from "../../azure/resource-id";
import { asObject, wordOf } from "../json";
import { ArmError, type Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import type { World } from "../world";

export const lockType = "Microsoft.Authorization/locks";

const witness = "learn.microsoft.com azure-resource-manager/management/lock-resources";

/**
 * Refuses what a lock forbids: a `CanNotDelete` lock deletes at, above and below it, a `ReadOnly`
 * lock writes and actions too.
 *
 * Source: learn.microsoft.com, azure-resource-manager/management/lock-resources; text from
 * Azure/azure-cli issue 20232.
 */
export function requireUnlocked(
  world: Pick<World, "estate">,
  method: HttpMethod,
  scope: string,
): void {
  if (method === "GET" || method === "HEAD" || isLock(scope)) {
    return;
  }
  const deletes = method === "DELETE";
  const locked = world.estate.ofType(lockType).filter((lock) => {
    const at = lockedScope(lock.id);
    return (
      (deletes || asObject(lock.properties).level === "ReadOnly") &&
      (isAtOrBelow(scope, at) || (deletes && isAtOrBelow(at, scope)))
    );
  });
  if (locked.length > 0) {
    const scopes = locked.map((lock) => lockedScope(lock.id)).join(",");
    throw new ArmError(
      409,
      "ScopeLocked",
      `The scope '${scope}' cannot perform ${deletes ? "delete" : "write"} operation because following ` +
        `scope(s) are locked: '${scopes}'. Please remove the lock and try again.`,
    );
  }
}

export const lockOperations: readonly Operation[] = resourceType({
  type: lockType,
  path: "/{scope}/providers/Microsoft.Authorization/locks/{lockName}",
  provisioningState: false,
  extension: true,
  put: { id: "ManagementLocks_CreateOrUpdateByScope", witness },
  get: { id: "ManagementLocks_GetByScope", witness },
  delete: { id: "ManagementLocks_DeleteByScope", witness },
  lists: [
    {
      id: "ManagementLocks_ListByScope",
      path: "/{scope}/providers/Microsoft.Authorization/locks",
      witness,
    },
  ],
  required: ["properties.level"],
  validate(_call, body) {
    const { level } = asObject(body.properties);
    if (level !== "CanNotDelete" && level !== "ReadOnly") {
      throw new ArmError(
        400,
        "InvalidRequestContent",
        `The request content was invalid and could not be deserialized: 'Error converting value ` +
          `"${wordOf(level)}" to type 'LockLevel'. Path 'properties.level''.`,
      );
    }
  },
});

function lockedScope(lockId: string): string {
  return lockId.slice(0, lockId.toLowerCase().lastIndexOf(`/providers/${lockType.toLowerCase()}/`));
}

function isLock(scope: string): boolean {
  return scope.toLowerCase().includes(`/providers/${lockType.toLowerCase()}/`);
}
