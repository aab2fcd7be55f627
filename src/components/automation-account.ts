import { AutomationAccount as NativeAutomationAccount } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import {
  missingIdentityFindings,
  rolesWithoutIdentityFindings,
  type ManagedIdentityChoice,
} from "../azure/managed-identity";
import { regionFindings } from "../azure/regions";
import { parseResourceId, resourceIdFindings } from "../azure/resource-id";
import { excludedArgumentFindings, missingArgumentFindings } from "./shared/argument-rules";
import type { ChildOptions } from "./shared/child-options";
import {
  identityArguments,
  identityIdRules,
  principalIdOf,
  readAutomationAccount,
} from "./shared/identity";
import { judge, mapInput, rule, ruleOn, type Rule } from "./shared/inputs";
import { assignRole, roleFindings } from "./shared/role-assignment";

/** A role for the account's system-assigned identity. */
export interface AutomationAccountRoleArgs {
  /** Display name of a built-in role, for example `Contributor`, or id of a role definition. Changing it replaces the assignment. */
  role: pulumi.Input<string>;
  /** Id of what the role is given on: a resource, a resource group or a subscription. Changing it replaces the assignment. */
  scope: pulumi.Input<string>;
}

export interface AutomationAccountArgs {
  /**
   * Id of an account that exists. Defaults to none: one is made. It is read, never changed, and its identity gets the roles.
   * Changing it replaces the role assignments. Everything but `roleAssignments` is refused beside it.
   */
  existingAccountId?: pulumi.Input<string>;
  /** Resource group of the account. Required unless `existingAccountId` is given. Changing it replaces the account. */
  resourceGroupName?: pulumi.Input<string>;
  /** Name of the account: 6 to 50 letters, digits and hyphens. Defaults to a name made from the component's. Changing it replaces the account. */
  accountName?: pulumi.Input<string>;
  /** Azure region. Defaults to the stack's `azure-native:location`, else to the resource group's region. Azure refuses a change. */
  location?: pulumi.Input<string>;
  /** Whether the account has an identity of its own. Defaults to `true`. Agent auto-update signs in with this one alone. */
  systemAssignedIdentityEnabled?: boolean;
  /** Ids of user-assigned identities. Defaults to none. */
  userAssignedIdentityIds?: pulumi.Input<string>[];
  /** Whether requests may sign in with the account's keys instead of Microsoft Entra ID. Defaults to `false`. */
  localAuthenticationEnabled?: pulumi.Input<boolean>;
  /** Whether webhooks and agents reach the account over the public internet. Defaults to `false`. */
  publicNetworkAccessEnabled?: pulumi.Input<boolean>;
  /** Roles for the system-assigned identity, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  roleAssignments?: Record<string, AutomationAccountRoleArgs>;
  /** Tags of the account. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * An Azure Automation account that always has an identity, with local authentication and public
 * access off unless they are asked for; or one that exists, adopted by its id.
 *
 * Source: learn.microsoft.com automation/automation-security-guidelines.
 */
export class AutomationAccount extends pulumi.ComponentResource {
  /** ARM id of the account. */
  public readonly automationAccountId!: pulumi.Output<string>;
  /** Name of the account in Azure. */
  public readonly automationAccountName!: pulumi.Output<string>;
  /** Object id of the system-assigned identity; empty when the account has none. */
  public readonly principalId!: pulumi.Output<string>;
  /** Azure region of the account, as Azure spells it. */
  public readonly location!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: no identity, a wrong id, region or role, arguments that exclude each other. */
  constructor(name: string, args: AutomationAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `AutomationAccount "${name}"`;
    const verdict = judge(subject, accountRules(args));
    super("azure-evergreen:index:AutomationAccount", name, args, opts);
    verdict.showWarnings(this);

    const roles = Object.entries(args.roleAssignments ?? {});
    const made =
      args.existingAccountId === undefined
        ? makeAccount(
            `${name}-account`,
            { ...args, resourceGroupName: verdict.gate(args.resourceGroupName ?? "") },
            { parent: this },
          )
        : undefined;
    const accountId = made?.id ?? pulumi.output(verdict.gate(args.existingAccountId ?? ""));
    const account = readAutomationAccount(accountId, { parent: this });

    this.automationAccountId = accountId;
    this.automationAccountName = accountId.apply((id) => parseResourceId(id).name);
    this.location = made?.location ?? account.location;
    this.principalId = identityOf(args).systemAssigned
      ? principalIdOf(account, subject, () =>
          rolesWithoutIdentityFindings(
            { systemAssigned: false, userAssignedCount: 0 },
            roles.length,
            "roleAssignments",
          ),
        )
      : pulumi.output("");
    for (const [key, { role, scope }] of roles) {
      const grant = { role, scope, principalId: this.principalId };
      assignRole(`${name}-role-${key}`, grant, { parent: this });
    }
    this.registerOutputs({
      automationAccountId: this.automationAccountId,
      automationAccountName: this.automationAccountName,
      principalId: this.principalId,
      location: this.location,
    });
  }
}

function makeAccount(
  name: string,
  args: AutomationAccountArgs & { readonly resourceGroupName: pulumi.Input<string> },
  opts: ChildOptions,
): NativeAutomationAccount {
  return new NativeAutomationAccount(
    name,
    {
      resourceGroupName: args.resourceGroupName,
      ...(args.accountName !== undefined && { automationAccountName: args.accountName }),
      ...(args.location !== undefined && { location: args.location }),
      identity: identityArguments(identityOf(args), args.userAssignedIdentityIds),
      sku: { name: "Basic" },
      disableLocalAuth: mapInput(args.localAuthenticationEnabled ?? false, (enabled) => !enabled),
      publicNetworkAccess: args.publicNetworkAccessEnabled ?? false,
      ...(args.tags !== undefined && { tags: args.tags }),
    },
    opts,
  );
}

function identityOf(args: AutomationAccountArgs): ManagedIdentityChoice {
  return {
    systemAssigned: args.systemAssignedIdentityEnabled ?? true,
    userAssignedCount: args.userAssignedIdentityIds?.length ?? 0,
  };
}

function accountRules(args: AutomationAccountArgs): Rule[] {
  const identity = identityOf(args);
  const roles = Object.entries(args.roleAssignments ?? {});
  return [
    rule({}, () => [
      ...missingArgumentFindings(args, "resourceGroupName", "existingAccountId"),
      ...excludedArgumentFindings(
        args,
        "existingAccountId",
        argumentsOfMadeAccount,
        "an account that exists is read and never changed",
      ),
      ...missingIdentityFindings(identity, "systemAssignedIdentityEnabled"),
      ...rolesWithoutIdentityFindings(identity, roles.length, "roleAssignments"),
    ]),
    ...ruleOn(args.existingAccountId, (id) =>
      resourceIdFindings(id, "existingAccountId", "Microsoft.Automation/automationAccounts"),
    ),
    ...ruleOn(args.location, (location) => regionFindings(location, "location")),
    ...identityIdRules(args.userAssignedIdentityIds),
    ...roles.flatMap(([key, { role, scope }]) => [
      ...ruleOn(role, (known) => roleFindings(known, `roleAssignments.${key}.role`)),
      ...ruleOn(scope, (known) => resourceIdFindings(known, `roleAssignments.${key}.scope`)),
    ]),
  ];
}

const argumentsOfMadeAccount = [
  "resourceGroupName",
  "accountName",
  "location",
  "systemAssignedIdentityEnabled",
  "userAssignedIdentityIds",
  "localAuthenticationEnabled",
  "publicNetworkAccessEnabled",
  "tags",
];
