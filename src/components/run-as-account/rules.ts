import type * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../azure/finding";
import { deterministicGuid } from "../../azure/guid";
import { parseResourceId, resourceIdFindings, subscriptionScope } from "../../azure/resource-id";
import {
  existingRoleFindings,
  roleDefinitionFindings,
  runAsContributorRole,
} from "../../azure/roles";
import {
  certificatePeriodFindings,
  classicRunAsFindings,
  runAsCertificateRenewalInDays,
  runAsCertificateValidityInDays,
  runAsRetirementFindings,
  runAsScopeFindings,
} from "../../azure/run-as-rules";
import type { RunAsAccountArgs } from "../run-as-account";
import { excludedArgumentFindings } from "../shared/argument-rules";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { roleFindings } from "../shared/role-assignment";
import { applicationRules } from "./application";
import { keyVaultRules } from "./key-vaults";

const accountType = "Microsoft.Automation/automationAccounts";

/** What can be said of the arguments by themselves. `now` is the time of this machine: the retirement is years past. */
export function runAsAccountRules(
  args: RunAsAccountArgs,
  roleName: pulumi.Input<string>,
  now: Date,
): Rule[] {
  const {
    validityInDays = runAsCertificateValidityInDays,
    renewalInDays = runAsCertificateRenewalInDays,
  } = args;
  return [
    ...ruleOn(args.automationAccountId, (known) => [
      ...resourceIdFindings(known, "automationAccountId", accountType),
      ...runAsRetirementFindings(now, "automationAccountId"),
    ]),
    rule({}, () => [
      ...excludedArgumentFindings(
        args,
        "existingApplication",
        ["applicationName"],
        "an application that exists keeps its name",
      ),
      ...excludedArgumentFindings(
        args,
        "existingRole",
        ["roleName", "notActions"],
        "a role that exists is assigned as it is",
      ),
      ...excludedArgumentFindings(
        args,
        "certificate",
        args.classic === undefined ? ["validityInDays", "renewalInDays"] : [],
        "a certificate of your own has an end of its own",
      ),
      ...(args.classic === undefined ? [] : classicRunAsFindings("classic")),
    ]),
    ...applicationRules(args.existingApplication),
    ...ruleOn(args.scope, (known) => runAsScopeFindings(known, "scope")),
    ...roleRules(args, roleName),
    rule({ validityInDays, renewalInDays }, (known) => certificatePeriodFindings(known, "")),
    ...keyVaultRules(args.keyVaults),
  ];
}

function roleRules(args: RunAsAccountArgs, roleName: pulumi.Input<string>): Rule[] {
  const { existingRole, notActions = [] } = args;
  if (existingRole !== undefined) {
    return ruleOn(existingRole, (known) => [
      ...roleFindings(known, "existingRole"),
      ...existingRoleFindings(known, "existingRole"),
    ]);
  }
  const { description, permission } = runAsContributorRole(notActions);
  // Where it is defined is judged by itself.
  const assignableScopes = [subscriptionScope(deterministicGuid("any subscription"))];
  return [
    rule({ roleName }, (known) =>
      roleDefinitionFindings(
        { roleName: known.roleName, description, permission, assignableScopes },
        "",
      ).map((finding) => atOwnIndex(finding, permission.notActions.length - notActions.length)),
    ),
  ];
}

/** The caller's operations stand behind those that are always left out. */
function atOwnIndex(finding: Finding, before: number): Finding {
  const index = /^notActions\[(\d+)\]$/.exec(finding.propertyPath)?.[1];
  return index === undefined
    ? finding
    : { ...finding, propertyPath: `notActions[${Number(index) - before}]` };
}

/** A tenant has one role of a name, so the default tells accounts apart. */
export function defaultRoleName(automationAccountId: string): string {
  const { roleName } = runAsContributorRole();
  // Judged apart; a wrong id must not hide the other problems.
  if (resourceIdFindings(automationAccountId, "").length > 0) {
    return roleName;
  }
  const { name } = parseResourceId(automationAccountId);
  return `${roleName} (${name} ${deterministicGuid(automationAccountId).slice(0, 8)})`;
}
