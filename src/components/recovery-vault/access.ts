import { ResourceGuardProxy } from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { principalIdFindings } from "../../azure/managed-identity";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import { PrincipalType } from "../least-privilege-role";
import { choiceFindings } from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, ruleOn, type Rule } from "../shared/inputs";
import { assignRole, roleFindings } from "../shared/role-assignment";

/** A resource guard without whose owner critical operations on the vault are refused. */
export interface RecoveryVaultMultiUserAuthorizationArgs {
  /** Id of the resource guard, `Microsoft.DataProtection/resourceGuards`, best in a subscription of somebody else. */
  resourceGuardId: pulumi.Input<string>;
  /**
   * Ids of the guard's requests, such as `{guard}/disableSoftDeleteRequests/default`, with which the next change of the
   * vault asks for a critical operation. Defaults to none: then the guard refuses critical operations.
   */
  operationRequestIds?: pulumi.Input<string>[];
}

/** A role on the vault for somebody. */
export interface RecoveryVaultRoleArgs {
  /** Display name of a built-in role, such as `Backup Operator` or `Site Recovery Contributor`, or id of a role definition. Changing it replaces the assignment. */
  role: pulumi.Input<string>;
  /** Object id of who gets it. Changing it replaces the assignment. */
  principalId: pulumi.Input<string>;
  /** One of `PrincipalType`. Defaults to `ServicePrincipal`, which managed identities are too. Azure refuses a change. */
  principalType?: pulumi.Input<PrincipalType>;
}

/** Makes `${name}-guard`, which puts the vault under a resource guard. Its name is the only one that Azure takes. */
export function guardVault(
  name: string,
  args: RecoveryVaultMultiUserAuthorizationArgs | undefined,
  vaultId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return args === undefined
    ? []
    : [
        new ResourceGuardProxy(
          `${name}-guard`,
          {
            resourceGroupName: mapInput(
              vaultId,
              (id) => parseResourceId(id).resourceGroupName ?? "",
            ),
            vaultName: mapInput(vaultId, (id) => parseResourceId(id).name),
            resourceGuardProxyName: "VaultProxy",
            properties: { resourceGuardResourceId: args.resourceGuardId },
          },
          opts,
        ),
      ];
}

/** Makes `${name}-role-${key}` for each role. */
export function assignVaultRoles(
  name: string,
  roles: Record<string, RecoveryVaultRoleArgs> | undefined,
  vaultId: pulumi.Input<string>,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(roles ?? {}).map(([key, grant]) =>
    assignRole(`${name}-role-${key}`, { ...grant, scope: vaultId }, opts),
  );
}

export function accessRules(
  guard: RecoveryVaultMultiUserAuthorizationArgs | undefined,
  roles: Record<string, RecoveryVaultRoleArgs> | undefined,
): Rule[] {
  const requests = guard?.operationRequestIds ?? [];
  return [
    ...ruleOn(guard?.resourceGuardId, (id) =>
      resourceIdFindings(
        id,
        "multiUserAuthorization.resourceGuardId",
        "Microsoft.DataProtection/resourceGuards",
      ),
    ),
    ...requests.flatMap((id, index) =>
      ruleOn(id, (known) =>
        resourceIdFindings(known, `multiUserAuthorization.operationRequestIds[${index}]`),
      ),
    ),
    ...Object.entries(roles ?? {}).flatMap(([key, { role, principalId, principalType }]) => [
      ...ruleOn(role, (known) => roleFindings(known, `roleAssignments.${key}.role`)),
      ...ruleOn(principalId, (known) =>
        principalIdFindings(known, `roleAssignments.${key}.principalId`),
      ),
      ...ruleOn(principalType, (known) =>
        choiceFindings(known, Object.values(PrincipalType), `roleAssignments.${key}.principalType`),
      ),
    ]),
  ];
}
