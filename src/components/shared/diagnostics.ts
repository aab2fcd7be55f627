import { DiagnosticSetting } from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";
import {
  diagnosticSettingFindings,
  sharedDestinationFindings,
  type DiagnosticSetting as KnownDiagnosticSetting,
} from "../../azure/diagnostic-settings";
import { resourceIdFindings } from "../../azure/resource-id";
import type { ChildOptions } from "./child-options";
import { mapInput, rule, ruleOn, type Rule } from "./inputs";

/** Where the logs and metrics of a resource go. */
export interface DiagnosticSettingArgs {
  /** Name of the setting. Defaults to a name made from the component's. Changing it replaces the setting. */
  settingName?: pulumi.Input<string>;
  /** Id of a Log Analytics workspace. Defaults to none; one destination is needed. */
  workspaceId?: pulumi.Input<string>;
  /** Whether the workspace keeps each kind of log in a table of its own, instead of all together in `AzureDiagnostics`. Defaults to `true`. */
  dedicatedTablesEnabled?: pulumi.Input<boolean>;
  /** Id of a storage account. Defaults to none. */
  storageAccountId?: pulumi.Input<string>;
  /** Id of an authorization rule of an Event Hubs namespace. Defaults to none. */
  eventHubAuthorizationRuleId?: pulumi.Input<string>;
  /** Name of an event hub of that namespace. Defaults to one that Azure makes for each category. */
  eventHubName?: pulumi.Input<string>;
  /** Id of a partner's resource, such as a Datadog monitor. Defaults to none. */
  marketplacePartnerId?: pulumi.Input<string>;
  /** Groups of log categories, such as `allLogs` or `audit`. Left out, and neither logs nor metrics are named: everything that the resource has. */
  logCategoryGroups?: pulumi.Input<string>[];
  /** Single log categories, such as `AzureSiteRecoveryJobs`. Defaults to none. */
  logCategories?: pulumi.Input<string>[];
  /** Categories of metrics, such as `AllMetrics`. Left out, and neither logs nor metrics are named: everything that the resource has. */
  metricCategories?: pulumi.Input<string>[];
}

/** What a resource has to send when a setting names nothing. */
export interface DiagnosticDefaults {
  readonly logCategoryGroups: readonly string[];
  readonly metricCategories: readonly string[];
}

/** Of most resources: all logs and all metrics. */
export const allDiagnostics: DiagnosticDefaults = {
  logCategoryGroups: ["allLogs"],
  metricCategories: ["AllMetrics"],
};

/** Makes `${name}-diagnostics-${key}` for each setting, and answers them, for what has to wait for them. */
export function makeDiagnosticSettings(
  name: string,
  settings: Record<string, DiagnosticSettingArgs> | undefined,
  resourceId: pulumi.Input<string>,
  opts: ChildOptions,
  defaults: DiagnosticDefaults = allDiagnostics,
): pulumi.CustomResource[] {
  return Object.entries(settings ?? {}).map(
    ([key, args]) =>
      new DiagnosticSetting(
        `${name}-diagnostics-${key}`,
        {
          resourceUri: resourceId,
          ...(args.settingName !== undefined && { name: args.settingName }),
          ...(args.workspaceId !== undefined && {
            workspaceId: args.workspaceId,
            logAnalyticsDestinationType: mapInput(args.dedicatedTablesEnabled ?? true, (own) =>
              own ? "Dedicated" : "AzureDiagnostics",
            ),
          }),
          ...(args.storageAccountId !== undefined && { storageAccountId: args.storageAccountId }),
          ...(args.eventHubAuthorizationRuleId !== undefined && {
            eventHubAuthorizationRuleId: args.eventHubAuthorizationRuleId,
          }),
          ...(args.eventHubName !== undefined && { eventHubName: args.eventHubName }),
          ...(args.marketplacePartnerId !== undefined && {
            marketplacePartnerId: args.marketplacePartnerId,
          }),
          ...sentBy(args, defaults),
        },
        opts,
      ),
  );
}

interface Sent {
  readonly logs?: {
    category?: pulumi.Input<string>;
    categoryGroup?: pulumi.Input<string>;
    enabled: true;
  }[];
  readonly metrics?: { category: pulumi.Input<string>; enabled: true }[];
}

function sentBy(args: DiagnosticSettingArgs, defaults: DiagnosticDefaults): Sent {
  const { groups, categories, metrics } = categoriesOf(args, defaults);
  const logs = [
    ...groups.map((categoryGroup) => ({ categoryGroup, enabled: true as const })),
    ...categories.map((category) => ({ category, enabled: true as const })),
  ];
  return {
    ...(logs.length > 0 && { logs }),
    ...(metrics.length > 0 && {
      metrics: metrics.map((category) => ({ category, enabled: true as const })),
    }),
  };
}

function categoriesOf(
  args: DiagnosticSettingArgs,
  defaults: DiagnosticDefaults,
): {
  readonly groups: readonly pulumi.Input<string>[];
  readonly categories: readonly pulumi.Input<string>[];
  readonly metrics: readonly pulumi.Input<string>[];
} {
  const { logCategoryGroups, logCategories, metricCategories } = args;
  const named = [logCategoryGroups, logCategories, metricCategories].some(
    (each) => each !== undefined,
  );
  return named
    ? {
        groups: logCategoryGroups ?? [],
        categories: logCategories ?? [],
        metrics: metricCategories ?? [],
      }
    : {
        groups: defaults.logCategoryGroups,
        categories: [],
        metrics: defaults.metricCategories,
      };
}

/** What can be said of diagnostic settings by themselves. */
export function diagnosticSettingRules(
  settings: Record<string, DiagnosticSettingArgs> | undefined,
  path = "diagnosticSettings",
  defaults: DiagnosticDefaults = allDiagnostics,
): Rule[] {
  const entries = Object.entries(settings ?? {});
  const judged = entries.map(([key, args]) => [key, judgedPart(args, defaults)] as const);
  return [
    ...entries.flatMap(([key, args]) => [
      ...idRules(args, "workspaceId", `${path}.${key}`),
      ...idRules(args, "storageAccountId", `${path}.${key}`),
      ...idRules(args, "eventHubAuthorizationRuleId", `${path}.${key}`),
      ...ruleOn(args.marketplacePartnerId, (id) =>
        resourceIdFindings(id, `${path}.${key}.marketplacePartnerId`),
      ),
    ]),
    ...judged.map(([key, part]) =>
      rule(part, (known) =>
        diagnosticSettingFindings(known as KnownDiagnosticSetting, `${path}.${key}`),
      ),
    ),
    rule(Object.fromEntries(judged), (known) =>
      sharedDestinationFindings(known as Record<string, KnownDiagnosticSetting>, path),
    ),
  ];
}

const destinationTypes = {
  workspaceId: "Microsoft.OperationalInsights/workspaces",
  storageAccountId: "Microsoft.Storage/storageAccounts",
  eventHubAuthorizationRuleId: "Microsoft.EventHub/namespaces/authorizationRules",
} as const;

function idRules(
  args: DiagnosticSettingArgs,
  name: keyof typeof destinationTypes,
  path: string,
): Rule[] {
  return ruleOn(args[name], (id) =>
    resourceIdFindings(id, `${path}.${name}`, destinationTypes[name]),
  );
}

/** Only what the rules look at: what else is unknown must not keep them from judging. */
function judgedPart(args: DiagnosticSettingArgs, defaults: DiagnosticDefaults): object {
  const { groups, categories, metrics } = categoriesOf(args, defaults);
  const { workspaceId, storageAccountId, eventHubAuthorizationRuleId } = args;
  const { eventHubName, marketplacePartnerId } = args;
  return {
    workspaceId,
    storageAccountId,
    eventHubAuthorizationRuleId,
    eventHubName,
    marketplacePartnerId,
    categories: [...groups, ...categories, ...metrics],
  };
}
