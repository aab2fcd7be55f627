import { RoleDefinition } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { deterministicGuid } from "../azure/guid";
import { principalIdFindings } from "../azure/managed-identity";
import { parseResourceId, resourceIdFindings } from "../azure/resource-id";
import {
  definitionScopeOf,
  existingRoleFindings,
  roleAssignmentFindings,
  roleDefinitionFindings,
} from "../azure/roles";
import { choiceFindings, excludedArgumentFindings } from "./shared/argument-rules";
import type { ChildOptions } from "./shared/child-options";
import { judge, mapInput, rule, ruleOn, type Rule } from "./shared/inputs";
import { assignRole, definitionIdOf, roleFindings } from "./shared/role-assignment";

/** What a principal is, in Azure's words. */
export const PrincipalType = {
  /** An application or a managed identity. */
  ServicePrincipal: "ServicePrincipal",
  User: "User",
  Group: "Group",
  /** A group of another tenant, as Azure Lighthouse brings it. */
  ForeignGroup: "ForeignGroup",
} as const;
export type PrincipalType = (typeof PrincipalType)[keyof typeof PrincipalType];

/** Who holds the role. */
export interface LeastPrivilegeRolePrincipalArgs {
  /** Object id of the principal, a GUID. Changing it replaces the assignment. */
  principalId: pulumi.Input<string>;
  /** What the principal is; one of `PrincipalType`. Defaults to `ServicePrincipal`, which managed identities are too. Azure refuses a change. */
  principalType?: pulumi.Input<PrincipalType>;
}

export interface LeastPrivilegeRoleArgs {
  /** Id of what the role is for: a resource, a resource group or a subscription. It is assigned there. Changing it replaces role and assignments. */
  scope: pulumi.Input<string>;
  /** Whole name of the role, which no other role of the tenant may have. Defaults to `roleNamePrefix` with the scope's name and eight digits that tell scopes apart. */
  roleName?: pulumi.Input<string>;
  /** Start of the default name. Defaults to the component's name. */
  roleNamePrefix?: string;
  /** What the role is for, up to 2048 characters. Defaults to nothing. */
  description?: pulumi.Input<string>;
  /** Operations that the role allows, such as `Microsoft.Compute/virtualMachines/read`; one `*` each. Defaults to none. */
  actions?: pulumi.Input<pulumi.Input<string>[]>;
  /** Operations taken out of `actions`; another role can still allow them. Defaults to none. */
  notActions?: pulumi.Input<pulumi.Input<string>[]>;
  /** Operations on data that the role allows. Defaults to none. */
  dataActions?: pulumi.Input<pulumi.Input<string>[]>;
  /** Operations on data taken out of `dataActions`. Defaults to none. */
  notDataActions?: pulumi.Input<pulumi.Input<string>[]>;
  /** Display name of a built-in role, or id of a role definition, to assign instead of making one. Defaults to none; refused beside anything that describes a role, and when it is a built-in one that can give rights. Changing it replaces the assignments. */
  existingRole?: pulumi.Input<string>;
  /** Ids of the scopes in which the role can be assigned. Defaults to `scope`, or the resource group of one that is a resource. */
  assignableScopes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Who holds the role at `scope`, each by a key of your own. Defaults to nobody. Changing a key replaces its assignment. */
  principals?: Record<string, LeastPrivilegeRolePrincipalArgs>;
}

/**
 * A custom role that allows what its holders need and nothing else, and its assignment to them at
 * the smallest scope. A role that could give rights is refused.
 *
 * Source: learn.microsoft.com role-based-access-control/custom-roles.
 */
export class LeastPrivilegeRole extends pulumi.ComponentResource {
  /** ARM id of the role definition. */
  public readonly roleDefinitionId!: pulumi.Output<string>;
  /** Display name of the role; with `existingRole`, what was given there. */
  public readonly roleName!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a wrong id, action or kind of principal, an empty role, one that can give rights. */
  constructor(name: string, args: LeastPrivilegeRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const roleName = roleNameOf(name, args);
    const verdict = judge(`LeastPrivilegeRole "${name}"`, roleRules(args, roleName));
    super("azure-evergreen:index:LeastPrivilegeRole", name, args, opts);
    verdict.showWarnings(this);

    const scope = verdict.gate(args.scope);
    const role =
      args.existingRole ??
      makeDefinition(`${name}-definition`, { ...args, scope, roleName }, name, { parent: this }).id;
    for (const [key, principal] of Object.entries(args.principals ?? {})) {
      assignRole(`${name}-assignment-${key}`, { ...principal, scope, role }, { parent: this });
    }

    this.roleDefinitionId = pulumi
      .all([role, scope])
      .apply(([known, at]) => definitionIdOf(known, at));
    this.roleName = pulumi.output(args.existingRole ?? roleName);
    this.registerOutputs({ roleDefinitionId: this.roleDefinitionId, roleName: this.roleName });
  }
}

function makeDefinition(
  name: string,
  args: LeastPrivilegeRoleArgs & { readonly roleName: pulumi.Input<string> },
  seed: string,
  opts: ChildOptions,
): RoleDefinition {
  const { scope } = args;
  const definedAt = mapInput(scope, definitionScopeOf);
  return new RoleDefinition(
    name,
    {
      roleDefinitionId: mapInput(scope, (known) => deterministicGuid("role", known, seed)),
      scope: definedAt,
      roleName: args.roleName,
      roleType: "CustomRole",
      description: args.description ?? "",
      permissions: [
        {
          actions: args.actions ?? [],
          notActions: args.notActions ?? [],
          dataActions: args.dataActions ?? [],
          notDataActions: args.notDataActions ?? [],
        },
      ],
      assignableScopes: args.assignableScopes ?? [definedAt],
    },
    opts,
  );
}

/** A tenant has one role of a name, so the default tells scopes apart. */
function roleNameOf(name: string, args: LeastPrivilegeRoleArgs): pulumi.Input<string> {
  const prefix = args.roleNamePrefix ?? name;
  return (
    args.roleName ??
    mapInput(args.scope, (scope) => {
      // Judged apart; a wrong id must not hide the other problems.
      if (resourceIdFindings(scope, "scope").length > 0) {
        return prefix;
      }
      return `${prefix} (${parseResourceId(scope).name} ${deterministicGuid(scope).slice(0, 8)})`;
    })
  );
}

function roleRules(args: LeastPrivilegeRoleArgs, roleName: pulumi.Input<string>): Rule[] {
  const principals = Object.entries(args.principals ?? {});
  return [
    rule({}, () =>
      excludedArgumentFindings(
        args,
        "existingRole",
        argumentsOfMadeRole,
        "a role that exists is assigned as it is",
      ),
    ),
    ...(args.existingRole === undefined
      ? madeRoleRules(args, roleName)
      : [
          ...ruleOn(args.scope, (known) => resourceIdFindings(known, "scope")),
          ...ruleOn(args.existingRole, (known) => [
            ...roleFindings(known, "existingRole"),
            ...existingRoleFindings(known, "existingRole"),
          ]),
        ]),
    ...principals.flatMap(([key, { principalId, principalType }]) => [
      ...ruleOn(principalId, (known) =>
        principalIdFindings(known, `principals.${key}.principalId`),
      ),
      ...ruleOn(principalType, (known) =>
        choiceFindings(known, Object.values(PrincipalType), `principals.${key}.principalType`),
      ),
    ]),
  ];
}

function madeRoleRules(args: LeastPrivilegeRoleArgs, roleName: pulumi.Input<string>): Rule[] {
  const { scope, assignableScopes } = args;
  const values = {
    roleName,
    description: args.description ?? "",
    permission: {
      actions: args.actions ?? [],
      notActions: args.notActions ?? [],
      dataActions: args.dataActions ?? [],
      notDataActions: args.notDataActions ?? [],
    },
    assignableScopes: assignableScopes ?? [scope],
  };
  if (assignableScopes === undefined) {
    return [
      rule(values, (known) =>
        roleDefinitionFindings(known, "").map((finding) =>
          finding.propertyPath === "assignableScopes[0]"
            ? { ...finding, propertyPath: "scope" }
            : finding,
        ),
      ),
    ];
  }
  return [
    rule(values, (known) => roleDefinitionFindings(known, "")),
    rule({ ...values, scope }, (known) => [
      ...resourceIdFindings(known.scope, "scope"),
      ...roleAssignmentFindings(known, "scope"),
    ]),
  ];
}

const argumentsOfMadeRole = [
  "roleName",
  "roleNamePrefix",
  "description",
  "actions",
  "notActions",
  "dataActions",
  "notDataActions",
  "assignableScopes",
];
