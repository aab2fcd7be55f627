import * as pulumi from "@pulumi/pulumi";
import { missingIdentityFindings, rolesWithoutIdentityFindings } from "../azure/managed-identity";
import { regionFindings } from "../azure/regions";
import { automationNameFindings } from "../azure/automation-names";
import { parseResourceId, resourceIdFindings } from "../azure/resource-id";
import {
  accountType,
  identityOf,
  keyRules,
  makeAccount,
  surround,
} from "./automation-account/account";
import { accountChildRules, makeAccountChildren, withSecrets } from "./automation-account/children";
import type {
  AutomationAccountCertificateArgs,
  AutomationAccountConnectionArgs,
  AutomationAccountCredentialArgs,
} from "./automation-account/credentials";
import type { AutomationAccountHybridWorkerGroupArgs } from "./automation-account/hybrid-workers";
import type { AutomationAccountModuleArgs } from "./automation-account/modules";
import {
  assignAccess,
  assignIdentityRoles,
  roleRules,
  type AutomationAccountAccessArgs,
  type AutomationAccountRoleArgs,
} from "./automation-account/roles";
import type { AutomationAccountRunbookArgs } from "./automation-account/runbooks";
import type { AutomationAccountRuntimeEnvironmentArgs } from "./automation-account/runtime-environments";
import type {
  AutomationAccountJobScheduleArgs,
  AutomationAccountScheduleArgs,
} from "./automation-account/schedules";
import type { AutomationAccountVariableArgs } from "./automation-account/variables";
import type { AutomationAccountWebhookArgs } from "./automation-account/webhooks";
import { excludedArgumentFindings, missingArgumentFindings } from "./shared/argument-rules";
import type { CustomerManagedKeyArgs } from "./shared/customer-managed-key";
import { diagnosticSettingRules, type DiagnosticSettingArgs } from "./shared/diagnostics";
import { identityIdRules, principalIdOf, readAutomationAccount } from "./shared/identity";
import { judge, rule, ruleOn, type Rule } from "./shared/inputs";
import { privateEndpointRules, type PrivateEndpointArgs } from "./shared/private-endpoints";
import { deletionLockRules, makeDeletionLock, type DeletionLockArgs } from "./shared/resource-lock";

export interface AutomationAccountArgs {
  /**
   * Id of an account that exists. Defaults to none: one is made. It is read, never changed, and its identity gets the roles.
   * Changing it replaces the role assignments. What stands in an account and roles may stand beside it, nothing else.
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
  /** Roles on the account for others, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  accessRoleAssignments?: Record<string, AutomationAccountAccessArgs>;
  /** Runbooks, each by a key of your own. Defaults to none. Changing a key replaces its runbook. */
  runbooks?: Record<string, AutomationAccountRunbookArgs>;
  /** Schedules, each by a key of your own. Defaults to none. Changing a key replaces its schedule. */
  schedules?: Record<string, AutomationAccountScheduleArgs>;
  /** Which schedules start which runbooks, each by a key of your own. Defaults to none. Changing a key replaces its link. */
  jobSchedules?: Record<string, AutomationAccountJobScheduleArgs>;
  /** Variables, each by a key of your own. Defaults to none. Changing a key replaces its variable. */
  variables?: Record<string, AutomationAccountVariableArgs>;
  /** Modules of the system's runtime environments, each by a key of your own. Defaults to none. Changing a key replaces its module. */
  modules?: Record<string, AutomationAccountModuleArgs>;
  /** Runtime environments, each by a key of your own. Defaults to none. Changing a key replaces its environment. */
  runtimeEnvironments?: Record<string, AutomationAccountRuntimeEnvironmentArgs>;
  /** Credentials, each by a key of your own. Defaults to none. Changing a key replaces its credential. */
  credentials?: Record<string, AutomationAccountCredentialArgs>;
  /** Certificates, each by a key of your own. Defaults to none. Changing a key replaces its certificate. */
  certificates?: Record<string, AutomationAccountCertificateArgs>;
  /** Connections, each by a key of your own. Defaults to none. Changing a key replaces its connection. */
  connections?: Record<string, AutomationAccountConnectionArgs>;
  /** Webhooks, each by a key of your own. Defaults to none. Changing a key replaces its webhook. */
  webhooks?: Record<string, AutomationAccountWebhookArgs>;
  /** Hybrid worker groups, each by a key of your own. Defaults to none. Changing a key replaces its group. */
  hybridWorkerGroups?: Record<string, AutomationAccountHybridWorkerGroupArgs>;
  /** Key of one's own that encrypts what the account holds, with its version and a user-assigned identity. Defaults to none: Microsoft's keys encrypt it. */
  customerManagedKey?: CustomerManagedKeyArgs;
  /** Private endpoints to the account, each by a key of your own. Defaults to none. Changing a key replaces its endpoint. */
  privateEndpoints?: Record<string, PrivateEndpointArgs>;
  /** Where logs and metrics go, each setting by a key of your own. Defaults to nowhere. Changing a key replaces its setting. */
  diagnosticSettings?: Record<string, DiagnosticSettingArgs>;
  /** A lock against deletion. Defaults to none. */
  deletionLock?: DeletionLockArgs;
  /** Tags of the account, its runbooks, runtime environments and private endpoints. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * An Azure Automation account that always has an identity, with local authentication and public
 * access off unless they are asked for, and what stands in it; or one that exists, adopted by its id.
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
  /** ARM ids of the runbooks, by key. */
  public readonly runbookIds!: pulumi.Output<Record<string, string>>;
  /** ARM ids of the schedules, by key. */
  public readonly scheduleIds!: pulumi.Output<Record<string, string>>;
  /** Addresses that start runbooks, by the webhook's key. They are secrets. */
  public readonly webhookUris!: pulumi.Output<Record<string, string>>;

  /** Throws one `InvalidInputError` with every problem of the arguments: no identity, a wrong id, region or role, arguments that exclude each other, and whatever Azure would refuse of what stands in the account. */
  constructor(name: string, args: AutomationAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `AutomationAccount "${name}"`;
    const verdict = judge(subject, accountRules(args, opts ?? {}));
    const kept = withSecrets(args);
    super("azure-evergreen:index:AutomationAccount", name, kept, opts);
    verdict.showWarnings(this);

    const child = { parent: this };
    const made =
      args.existingAccountId === undefined
        ? makeAccount(
            name,
            { ...args, resourceGroupName: verdict.gate(args.resourceGroupName ?? "") },
            child,
          )
        : undefined;
    const accountId = made?.id ?? pulumi.output(verdict.gate(args.existingAccountId ?? ""));
    const account = readAutomationAccount(accountId, child);

    this.automationAccountId = accountId;
    this.automationAccountName = accountId.apply((id) => parseResourceId(id).name);
    this.location = made?.location ?? account.location;
    this.principalId = identityOf(args).systemAssigned
      ? principalIdOf(account, subject, () =>
          rolesWithoutIdentityFindings(
            { systemAssigned: false, userAssignedCount: 0 },
            Object.keys(args.roleAssignments ?? {}).length,
            "roleAssignments",
          ),
        )
      : pulumi.output("");
    const place = { name, automationAccountId: accountId, location: this.location };
    const roles = [
      ...assignIdentityRoles(name, args.roleAssignments, this.principalId, child),
      ...assignAccess(name, args.accessRoleAssignments, accountId, child),
    ];
    const children = makeAccountChildren(kept, place, child);
    const around = made === undefined ? [] : surround(args, place, child);
    makeDeletionLock(
      name,
      args.deletionLock,
      accountId,
      [...roles, ...children.all, ...around],
      child,
    );

    this.runbookIds = pulumi.output(children.runbookIds);
    this.scheduleIds = pulumi.output(children.scheduleIds);
    this.webhookUris = pulumi.secret(children.webhookUris);
    this.registerOutputs({
      automationAccountId: this.automationAccountId,
      automationAccountName: this.automationAccountName,
      principalId: this.principalId,
      location: this.location,
      runbookIds: this.runbookIds,
      scheduleIds: this.scheduleIds,
      webhookUris: this.webhookUris,
    });
  }
}

function accountRules(args: AutomationAccountArgs, opts: pulumi.ComponentResourceOptions): Rule[] {
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
      resourceIdFindings(id, "existingAccountId", accountType),
    ),
    ...ruleOn(args.location, (location) => regionFindings(location, "location")),
    ...identityIdRules(args.userAssignedIdentityIds),
    ...roleRules(args.roleAssignments, args.accessRoleAssignments),
    ...ruleOn(args.accountName, (known) => automationNameFindings("account", known, "accountName")),
    ...accountChildRules(args, opts),
    ...keyRules(args),
    ...privateEndpointRules(args.privateEndpoints, accountType, args.location),
    ...diagnosticSettingRules(args.diagnosticSettings),
    ...deletionLockRules(args.deletionLock),
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
  "customerManagedKey",
  "privateEndpoints",
  "diagnosticSettings",
  "deletionLock",
  "tags",
];
