import type * as pulumi from "@pulumi/pulumi";
import type { AutomationAccountArgs } from "../automation-account";
import { explicitProviderFindings } from "../shared/argument-rules";
import type { ChildOptions } from "../shared/child-options";
import { rule, type Rule } from "../shared/inputs";
import { credentialRules, makeCredentials, withSecretCredentials } from "./credentials";
import { hybridWorkerRules, makeHybridWorkerGroups } from "./hybrid-workers";
import { makeModules, moduleRules } from "./modules";
import type { AccountPlace } from "./place";
import { makeRunbooks, runbookRules } from "./runbooks";
import { makeRuntimeEnvironments, runtimeEnvironmentRules } from "./runtime-environments";
import { jobScheduleRules, linkSchedules, makeSchedules, scheduleRules } from "./schedules";
import { makeVariables, variableRules, withSecretValues } from "./variables";
import { makeWebhooks, webhookRules } from "./webhooks";

/** What stands in the account. */
export interface AccountChildren {
  readonly all: pulumi.CustomResource[];
  readonly runbookIds: Record<string, pulumi.Output<string>>;
  readonly scheduleIds: Record<string, pulumi.Output<string>>;
  readonly webhookUris: Record<string, pulumi.Output<string>>;
}

/** Makes everything that stands in the account, in the order in which one thing needs another. */
export function makeAccountChildren(
  args: AutomationAccountArgs,
  place: AccountPlace & { readonly location: pulumi.Input<string> },
  opts: ChildOptions,
): AccountChildren {
  const tagged = { ...place, tags: args.tags };
  const nameOf = (group: "runbooks" | "schedules", key: string): string =>
    group === "runbooks"
      ? (args.runbooks?.[key]?.runbookName ?? key)
      : (args.schedules?.[key]?.scheduleName ?? key);

  const modules = makeModules(args.modules, place, opts);
  const environments = makeRuntimeEnvironments(args.runtimeEnvironments, tagged, opts);
  const variables = makeVariables(args.variables, place, opts);
  const credentials = makeCredentials(args, place, opts);
  const workers = makeHybridWorkerGroups(
    args.hybridWorkerGroups,
    args.credentials,
    credentials,
    place,
    opts,
  );
  const runbooks = makeRunbooks(
    args.runbooks,
    args.runtimeEnvironments,
    environments,
    tagged,
    opts,
  );
  const schedules = makeSchedules(args.schedules, place, opts);
  const links = linkSchedules(
    args.jobSchedules,
    { runbooks, schedules, nameOf, workers },
    place,
    opts,
  );
  const webhooks = makeWebhooks(
    args.webhooks,
    { runbooks, nameOf: (key) => nameOf("runbooks", key), workers },
    place,
    opts,
  );
  return {
    all: [
      ...modules,
      ...[...environments.values()].flat(),
      ...variables,
      ...credentials,
      ...workers,
      ...runbooks.values(),
      ...schedules.values(),
      ...links,
      ...webhooks.values(),
    ],
    runbookIds: outputsOf(runbooks, ({ id }) => id),
    scheduleIds: outputsOf(schedules, ({ id }) => id),
    webhookUris: outputsOf(webhooks, ({ uri }) => uri),
  };
}

/** What can be said of everything that stands in the account. */
export function accountChildRules(
  args: AutomationAccountArgs,
  opts: pulumi.ComponentResourceOptions,
): Rule[] {
  const now = new Date();
  const environmentKeys = Object.keys(args.runtimeEnvironments ?? {});
  return [
    rule({}, () =>
      [args.runbooks, args.schedules, args.webhooks].some((each) => each !== undefined)
        ? explicitProviderFindings(opts)
        : [],
    ),
    ...moduleRules(args.modules, now),
    ...runtimeEnvironmentRules(args.runtimeEnvironments, now),
    ...variableRules(args.variables),
    ...credentialRules(args, now),
    ...hybridWorkerRules(args.hybridWorkerGroups, args.credentials),
    ...runbookRules(args.runbooks, args.runtimeEnvironments, now),
    ...scheduleRules(args.schedules),
    ...jobScheduleRules(args.jobSchedules, args.runbooks, args.schedules, environmentKeys),
    ...webhookRules(args.webhooks, args.runbooks, environmentKeys, now),
  ];
}

/** The arguments as they may stand in the state: the component's own inputs are kept there too. */
export function withSecrets(args: AutomationAccountArgs): AutomationAccountArgs {
  const { variables } = args;
  return {
    ...withSecretCredentials(args),
    ...(variables !== undefined && { variables: withSecretValues(variables) }),
  };
}

function outputsOf<T>(
  made: ReadonlyMap<string, T>,
  take: (resource: T) => pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries([...made].map(([key, resource]) => [key, take(resource)]));
}
