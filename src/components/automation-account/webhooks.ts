import * as pulumi from "@pulumi/pulumi";
import {
  jobParameterFindings,
  missingKeyFindings,
  ownEnvironmentOnWorkerFindings,
} from "../../azure/automation-links";
import { webhookExpiryFindings } from "../../azure/automation-webhook";
import { AutomationWebhook } from "../../resources/automation-webhook";
import type { ChildOptions } from "../shared/child-options";
import { rule, ruleOn, type Rule } from "../shared/inputs";
import { childNameRules, type AccountPlace } from "./place";
import type { AutomationAccountRunbookArgs } from "./runbooks";

/** An address that starts a runbook for whoever knows it. */
export interface AutomationAccountWebhookArgs {
  /** Key of one of `runbooks`. Changing it replaces the webhook and its address. */
  runbook: string;
  /** When the address ends, such as `2027-06-30T00:00:00Z`, at most 10 years ahead. Changing it replaces the webhook and its address. */
  expiryTime: pulumi.Input<string>;
  /** Name of the webhook. Defaults to its key. Changing it replaces the webhook and its address. */
  webhookName?: string;
  /** Whether it starts anything. Defaults to `true`. */
  enabled?: pulumi.Input<boolean>;
  /** Parameters of the runbook, by their names. Defaults to none. */
  parameters?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Hybrid worker group on which the runbook runs. Defaults to none: it runs in Azure. */
  runOn?: pulumi.Input<string>;
}

/** Makes `${name}-webhook-${key}` for each webhook. */
export function makeWebhooks(
  webhooks: Record<string, AutomationAccountWebhookArgs> | undefined,
  started: {
    readonly runbooks: ReadonlyMap<string, pulumi.CustomResource>;
    readonly nameOf: (key: string) => string;
    readonly workers: readonly pulumi.CustomResource[];
  },
  place: AccountPlace,
  opts: ChildOptions,
): Map<string, AutomationWebhook> {
  const made = new Map<string, AutomationWebhook>();
  for (const [key, { runbook, enabled, ...args }] of Object.entries(webhooks ?? {})) {
    const needed = [
      started.runbooks.get(runbook),
      ...(args.runOn === undefined ? [] : started.workers),
    ].filter((each) => each !== undefined);
    const webhook = new AutomationWebhook(
      `${place.name}-webhook-${key}`,
      {
        automationAccountId: place.automationAccountId,
        ...args,
        webhookName: args.webhookName ?? key,
        runbookName: started.nameOf(runbook),
        ...(enabled !== undefined && { isEnabled: enabled }),
      },
      { ...opts, dependsOn: needed },
    );
    made.set(key, webhook);
  }
  return made;
}

/** What can be said of webhooks by themselves, and of the runbooks that they start. */
export function webhookRules(
  webhooks: Record<string, AutomationAccountWebhookArgs> | undefined,
  runbooks: Record<string, AutomationAccountRunbookArgs> | undefined,
  environmentKeys: readonly string[],
  now: Date,
): Rule[] {
  return [
    ...childNameRules(webhooks, "webhook", "webhooks", "webhookName"),
    ...Object.entries(webhooks ?? {}).flatMap(([key, args]) => {
      const at = `webhooks.${key}`;
      const environment = runbooks?.[args.runbook]?.runtimeEnvironment;
      return [
        rule({}, () => [
          ...missingKeyFindings(
            args.runbook,
            "runbooks",
            Object.keys(runbooks ?? {}),
            `${at}.runbook`,
          ),
          ...(args.runOn !== undefined &&
          environment !== undefined &&
          environmentKeys.includes(environment)
            ? ownEnvironmentOnWorkerFindings(environment, `${at}.runOn`)
            : []),
        ]),
        ...ruleOn(args.expiryTime, (known) =>
          webhookExpiryFindings(known, `${at}.expiryTime`, now),
        ),
        ...ruleOn(args.parameters, (known) =>
          jobParameterFindings(known as Record<string, string>, `${at}.parameters`),
        ),
      ];
    }),
  ];
}
