import { armUrl, automationAccountApiVersion } from "../../arm/api";
import { asAzureObject, azureObject, objectsIn, textOf } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import { agentUpdaterMinimalRole } from "../../azure/agent-updater-roles";
import { permission, type Permission } from "../../azure/permission";
import { isAtOrBelow, parseResourceId } from "../../azure/resource-id";
import { accountRolesQuery, type RoleAssignmentRow } from "../../azure/resource-graph-queries";
import { lackedActions } from "../run/own-permissions";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";

/** An automation account that updates the agents of a vault. */
export interface UpdaterAccount {
  readonly id: string;
  readonly name: string;
  readonly exists: boolean;
  /** The account's own word, for example `SystemAssigned, UserAssigned`; `undefined` when it has no identity. */
  readonly identityType: string | undefined;
  /** Object id of its system-assigned identity; `undefined` when it has none. */
  readonly principalId: string | undefined;
}

/** The roles of an account's identity on a vault. */
export interface UpdaterRoles {
  readonly found: readonly { readonly roleName: string; readonly scope: string }[];
  /** Documented calls of the updater that none of the roles allows. */
  readonly missingActions: readonly string[];
}

/** An account with the role assignments of its identity that Resource Graph tells of in some subscriptions. */
export interface AccountWithRoles extends UpdaterAccount {
  readonly assignments: readonly RoleAssignmentRow[];
}

/**
 * Reads an account, with what Resource Graph tells of its roles in some subscriptions: one request. Where that knows no
 * identity of it the account itself is asked, for what may not be read is left out there, and what is young.
 */
export async function readAccount(
  run: Run,
  id: string,
  subscriptionIds: readonly string[],
): Promise<AccountWithRoles> {
  const { name } = parseResourceId(id);
  const rows = await queryAll(run, accountRolesQuery(id), subscriptionIds);
  const [row] = rows;
  if (row !== undefined && row.principalId !== "") {
    const { accountId, identityType, principalId } = row;
    const assignments = rows.filter(({ assignmentId }) => assignmentId !== "");
    return { id: accountId, name, exists: true, identityType, principalId, assignments };
  }
  const url = armUrl(id, automationAccountApiVersion);
  const answer = await run.client.getOrUndefined(url, run.signal);
  const held = answer && azureObject(answer);
  const identity = asObject(held?.whole.identity);
  return {
    id: held?.id ?? id,
    name,
    exists: held !== undefined,
    identityType: textOf(identity?.type),
    principalId: textOf(identity?.principalId),
    assignments: [],
  };
}

/**
 * Asks for the assignments themselves, with those of groups: Resource Graph leaves out what may not be read and is
 * minutes behind. Refused to whoever may not read role assignments.
 *
 * Source: learn.microsoft.com role-based-access-control/role-assignments-list-rest (`assignedTo`).
 */
export async function confirmAssignments(
  run: Run,
  principalId: string,
  vaultId: string,
): Promise<RoleAssignmentRow[]> {
  const filter = encodeURIComponent(`assignedTo('${principalId}')`);
  const url = `${vaultId}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=${filter}`;
  const found = (await run.client.list(url, run.signal)).map(asAzureObject);
  const rows: RoleAssignmentRow[] = [];
  for (const { id, properties } of found) {
    const roleDefinitionId = textOf(properties.roleDefinitionId) ?? "";
    const definition = await run.client.getOrUndefined(
      armUrl(roleDefinitionId, "2022-04-01"),
      run.signal,
    );
    const role = definition && azureObject(definition).properties;
    rows.push({
      id: id ?? "",
      scope: textOf(properties.scope) ?? "",
      roleDefinitionId,
      roleName: textOf(role?.roleName) ?? "",
      permissions: role === undefined ? null : objectsIn(role.permissions).map(textLists),
      createdOn: textOf(properties.createdOn) ?? "",
    });
  }
  return rows;
}

/** What roles come to at a vault. Those of a management group count: they are told for its subscriptions. */
export function rolesAt(rows: readonly RoleAssignmentRow[], vaultId: string): UpdaterRoles {
  const at = rows.filter(
    ({ scope }) =>
      /^\/providers\/Microsoft\.Management\//i.test(scope) ||
      scope === "/" ||
      isAtOrBelow(vaultId, scope),
  );
  return {
    found: at.map(({ roleName, roleDefinitionId, scope }) => ({
      roleName: roleName === "" ? (roleDefinitionId.split("/").at(-1) ?? "") : roleName,
      scope,
    })),
    missingActions: lackedActions(
      agentUpdaterMinimalRole().permission.actions,
      at.flatMap(({ permissions }) => (permissions ?? []).map(permissionOf)),
    ),
  };
}

function permissionOf(lists: Readonly<Record<string, readonly string[]>>): Permission {
  return permission(lists);
}

function textLists(lists: Record<string, unknown>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([name, value]) =>
      Array.isArray(value)
        ? [[name, value.filter((each): each is string => typeof each === "string")]]
        : [],
    ),
  );
}
