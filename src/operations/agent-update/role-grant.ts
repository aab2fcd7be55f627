import { armUrl } from "../../arm/api";
import { ArmRequestError } from "../../arm/errors";
import { agentUpdaterRole } from "../../azure/agent-updater-roles";
import { builtInRole } from "../../azure/built-in-roles";
import { deterministicGuid } from "../../azure/guid";
import { parseResourceId } from "../../azure/resource-id";
import { definitionScopeOf, roleDefinitionId } from "../../azure/roles";
import type { ChangeEnd } from "../run/change-each";
import type { Run } from "../run/run";

const authorizationApiVersion = "2022-04-01";

/** Roles that repair gives: our narrow one, or the one that Microsoft documents. */
export const repairRoles = ["agentUpdater", "Contributor"] as const;
export type RepairRole = (typeof repairRoles)[number];

/** A role that an identity is to get at a vault. All names follow from vault and identity, so nothing is made twice. */
export interface RoleGrant {
  readonly vaultId: string;
  /** Object id of the identity. */
  readonly principalId: string;
  readonly roleDefinitionId: string;
  readonly roleName: string;
  /** Whether the role is one of our own, and made where it is not there. */
  readonly isOwnRole: boolean;
  readonly assignmentId: string;
}

/** Where our own role is defined: the vault's resource group. */
export const definedAt = definitionScopeOf;

export function roleGrant(vaultId: string, principalId: string, role: RepairRole): RoleGrant {
  const { subscriptionId = "", name } = parseResourceId(vaultId);
  const isOwnRole = role === "agentUpdater";
  const guid = isOwnRole
    ? deterministicGuid("role", vaultId, "agent-update repair")
    : builtInRole("Contributor").id;
  const assignment = deterministicGuid(vaultId, principalId, guid);
  return {
    vaultId,
    principalId,
    roleDefinitionId: roleDefinitionId(subscriptionId, guid),
    // A tenant has one role of a name.
    roleName: isOwnRole
      ? `${agentUpdaterRole().roleName}, by repair (${name} ${deterministicGuid(vaultId).slice(0, 8)})`
      : "Contributor",
    isOwnRole,
    assignmentId: `${vaultId}/providers/Microsoft.Authorization/roleAssignments/${assignment}`,
  };
}

const pauseBetweenTries = 10_000;
const mostTries = 6;

/** Gives the role; one that is there already is left as it is. */
export async function grantRole(run: Run, grant: RoleGrant): Promise<ChangeEnd> {
  if (grant.isOwnRole) {
    await defineRole(run, grant);
  }
  const { roleDefinitionId: role, principalId, assignmentId } = grant;
  const body = {
    properties: { roleDefinitionId: role, principalId, principalType: "ServicePrincipal" },
  };
  for (let tries = 1; ; tries++) {
    try {
      await run.client.put(armUrl(assignmentId, authorizationApiVersion), body, run.signal);
      return { state: "succeeded", detail: `It has the role "${grant.roleName}" at the vault.` };
    } catch (error) {
      const code = error instanceof ArmRequestError ? error.code : "";
      if (code === "RoleAssignmentExists") {
        return { state: "succeeded", detail: "It had the role already." };
      }
      // A role that was made a moment ago is not known everywhere yet.
      if (code !== "RoleDefinitionDoesNotExist" || tries === mostTries) {
        throw error;
      }
    }
    await run.wait(pauseBetweenTries);
  }
}

/** Whether our own role is there. */
export async function isDefined(run: Run, { roleDefinitionId: id }: RoleGrant): Promise<boolean> {
  const url = armUrl(id, authorizationApiVersion);
  return (await run.client.getOrUndefined(url, run.signal)) !== undefined;
}

async function defineRole(run: Run, grant: RoleGrant): Promise<void> {
  if (await isDefined(run, grant)) {
    return;
  }
  const { description, permission } = agentUpdaterRole();
  const scope = definedAt(grant.vaultId);
  const guid = parseResourceId(grant.roleDefinitionId).name;
  const id = `${scope}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  const properties = {
    roleName: grant.roleName,
    description,
    type: "CustomRole",
    permissions: [permission],
    assignableScopes: [scope],
  };
  await run.client.put(armUrl(id, authorizationApiVersion), { properties }, run.signal);
}
