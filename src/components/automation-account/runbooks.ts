import * as pulumi from "@pulumi/pulumi";
import { runbookFindings } from "../../azure/automation-runbook";
import { missingKeyFindings } from "../../azure/automation-links";
import { systemRuntimeEnvironments } from "../../azure/automation-runtimes";
import { AutomationRunbook } from "../../resources/automation-runbook";
import type { ChildOptions } from "../shared/child-options";
import { rule, type Rule } from "../shared/inputs";
import { childNameRules, type AccountPlace } from "./place";
import type { AutomationAccountRuntimeEnvironmentArgs } from "./runtime-environments";

/** A runbook: its text here, or fetched by Azure from an address. It is published. */
export interface AutomationAccountRunbookArgs {
  /** `PowerShell`, `PowerShell72`, `Python`, `Python2`, `Python3`, `PowerShellWorkflow`, `Script`, `Graph`, `GraphPowerShell` or `GraphPowerShellWorkflow`. Azure refuses a change. */
  runbookType: string;
  /** Name of the runbook. Defaults to its key. Changing it replaces the runbook and its links. */
  runbookName?: string;
  /** Key of one of `runtimeEnvironments`, or name of one of the system's, such as `PowerShell-7.2`. Left out, that of the type. */
  runtimeEnvironment?: string;
  /** Text of the runbook. Left out, `contentUri` is needed. */
  content?: pulumi.Input<string>;
  /** https address from which Azure fetches the text once, without signing in. Left out, `content` is needed. */
  contentUri?: pulumi.Input<string>;
  /** SHA-256 digest of what is there, which Azure checks. Defaults to none. */
  contentSha256?: pulumi.Input<string>;
  /** Version of what is there; changing it fetches it again. Defaults to none. */
  contentVersion?: pulumi.Input<string>;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
  /** Whether verbose records are kept. Defaults to `false`. */
  verboseLogged?: pulumi.Input<boolean>;
  /** Whether progress records are kept. Defaults to `false`. */
  progressLogged?: pulumi.Input<boolean>;
  /** How closely the activities of a graphical runbook are traced: 0, 9 or 15. Defaults to `0`. */
  activityTraceLevel?: pulumi.Input<number>;
}

/** Name of the runtime environment that stands for a key; any other name is one of the system's. */
function environmentName(
  environments: Record<string, AutomationAccountRuntimeEnvironmentArgs> | undefined,
  keyOrName: string,
): string {
  const own = environments?.[keyOrName];
  return own === undefined ? keyOrName : (own.environmentName ?? keyOrName);
}

/** Makes `${name}-runbook-${key}` for each runbook; one in an environment of one's own waits for all of that. */
export function makeRunbooks(
  runbooks: Record<string, AutomationAccountRunbookArgs> | undefined,
  environments: Record<string, AutomationAccountRuntimeEnvironmentArgs> | undefined,
  madeEnvironments: ReadonlyMap<string, pulumi.CustomResource[]>,
  place: AccountPlace & {
    readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  },
  opts: ChildOptions,
): Map<string, AutomationRunbook> {
  const made = new Map<string, AutomationRunbook>();
  for (const [key, { runtimeEnvironment, ...args }] of Object.entries(runbooks ?? {})) {
    const environment =
      runtimeEnvironment === undefined ? [] : (madeEnvironments.get(runtimeEnvironment) ?? []);
    const runbook = new AutomationRunbook(
      `${place.name}-runbook-${key}`,
      {
        automationAccountId: place.automationAccountId,
        ...args,
        runbookName: args.runbookName ?? key,
        ...(runtimeEnvironment !== undefined && {
          runtimeEnvironment: environmentName(environments, runtimeEnvironment),
        }),
        ...(place.tags !== undefined && { tags: place.tags }),
      },
      { ...opts, ...(environment.length > 0 && { dependsOn: environment }) },
    );
    made.set(key, runbook);
  }
  return made;
}

/** What can be said of runbooks by themselves, and of the environments in which they run. */
export function runbookRules(
  runbooks: Record<string, AutomationAccountRunbookArgs> | undefined,
  environments: Record<string, AutomationAccountRuntimeEnvironmentArgs> | undefined,
  now: Date,
): Rule[] {
  const known = [...Object.keys(environments ?? {}), ...Object.keys(systemRuntimeEnvironments)];
  const runtimes = Object.fromEntries(
    Object.entries(environments ?? {}).map(([key, { language, version }]) => [
      key,
      { language, version },
    ]),
  );
  return [
    ...childNameRules(runbooks, "runbook", "runbooks", "runbookName"),
    ...Object.entries(runbooks ?? {}).flatMap(([key, args]) => {
      const path = `runbooks.${key}`;
      const { runbookType, runtimeEnvironment } = args;
      const { content, contentUri, contentSha256, contentVersion, activityTraceLevel } = args;
      return [
        rule(
          {
            runbookType,
            runtimeEnvironment,
            content,
            contentUri,
            contentSha256,
            contentVersion,
            activityTraceLevel,
          },
          (runbook) => runbookFindings(runbook, path, now, runtimes),
        ),
        rule({}, () =>
          runtimeEnvironment === undefined
            ? []
            : missingKeyFindings(
                runtimeEnvironment,
                "runtimeEnvironments",
                known,
                `${path}.runtimeEnvironment`,
              ),
        ),
      ];
    }),
  ];
}
