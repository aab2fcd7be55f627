import { contentLinkFindings } from "./automation-content-link";
import { retiredRuntimeFindings } from "./automation-runtime-rules";
import { runbookTypes, systemRuntimeEnvironments } from "./automation-runtimes";
import { propertyPath, type Finding } from "./finding";
import { nearestWords } from "./nearest-words";

/** A runbook, as its rules look at it. */
export interface RunbookShape {
  readonly runbookType: string;
  /** Name of the runtime environment. */
  readonly runtimeEnvironment?: string | undefined;
  readonly content?: string | undefined;
  readonly contentUri?: string | undefined;
  readonly contentSha256?: string | undefined;
  readonly contentVersion?: string | undefined;
  readonly activityTraceLevel?: number | undefined;
}

/** Source: learn.microsoft.com automation/manage-runbooks ("The maximum runbook size allowed is 1 MB"). */
export const longestRunbookInBytes = 1_048_576;

/** Types that run in a runtime environment, and its language. */
const languages: Readonly<Record<string, string>> = {
  PowerShell: "PowerShell",
  PowerShell72: "PowerShell",
  Python: "Python",
  Python2: "Python",
  Python3: "Python",
};

/** The version in which a type runs that names no environment. */
const versionOfType: Readonly<Record<string, string>> = {
  PowerShell72: "7.2",
  Python2: "2.7",
  Python3: "3.8",
};

/** What is wrong with a runbook by itself. `environments` are one's own, by name. */
export function runbookFindings(
  runbook: RunbookShape,
  basePath: string,
  now: Date,
  environments: Readonly<Record<string, { language: string; version: string }>> = {},
): Finding[] {
  const at = (name: string): string => propertyPath(basePath, name);
  if (!runbookTypes.includes(runbook.runbookType)) {
    return [
      finding(
        "EVG-RUNBOOK-001",
        at("runbookType"),
        `"${runbook.runbookType}" is not a type of runbook.`,
        `Did you mean ${nearestWords(runbook.runbookType, runbookTypes)}?`,
      ),
      ...contentFindings(runbook, basePath),
    ];
  }
  return [
    ...runtimeFindings(runbook, at("runtimeEnvironment"), now, environments),
    ...contentFindings(runbook, basePath),
    ...traceFindings(runbook, at("activityTraceLevel")),
  ];
}

function runtimeFindings(
  { runbookType, runtimeEnvironment }: RunbookShape,
  path: string,
  now: Date,
  environments: Readonly<Record<string, { language: string; version: string }>>,
): Finding[] {
  const language = languages[runbookType];
  if (runtimeEnvironment === undefined) {
    const version = versionOfType[runbookType];
    return language === undefined || version === undefined
      ? []
      : retiredRuntimeFindings({ language, version }, path.replace(/\w+$/, "runbookType"), now);
  }
  if (language === undefined) {
    return [
      finding(
        "EVG-RUNBOOK-005",
        path,
        `A runbook of the type ${runbookType} runs in no runtime environment.`,
        "Leave runtimeEnvironment out.",
      ),
    ];
  }
  const own = environments[runtimeEnvironment];
  const system = systemRuntimeEnvironments[runtimeEnvironment];
  const environment = own ?? system;
  if (environment === undefined) {
    return [];
  }
  return environment.language === language
    ? own === undefined
      ? retiredRuntimeFindings(environment, path, now)
      : []
    : [
        finding(
          "EVG-RUNBOOK-006",
          path,
          `The runtime environment "${runtimeEnvironment}" runs ${environment.language}, and the runbook is of the type ${runbookType}.`,
          `Give an environment for ${language}, or another type.`,
        ),
      ];
}

function contentFindings(runbook: RunbookShape, basePath: string): Finding[] {
  const at = (name: string): string => propertyPath(basePath, name);
  const { content, contentUri, contentSha256, contentVersion } = runbook;
  const found: Finding[] = [];
  if (content !== undefined && contentUri !== undefined) {
    found.push(
      finding(
        "EVG-RUNBOOK-007",
        at("contentUri"),
        "Both content and contentUri are given.",
        "Give the text of the runbook, or the address of it.",
      ),
    );
  }
  if (content === undefined && contentUri === undefined) {
    found.push(
      finding(
        "EVG-RUNBOOK-008",
        at("content"),
        "Neither content nor contentUri is given, so nothing could run.",
        "Give the text of the runbook, or the address of it.",
      ),
    );
  }
  const bytes = Buffer.byteLength(content ?? "");
  if (bytes > longestRunbookInBytes) {
    found.push(
      finding(
        "EVG-RUNBOOK-009",
        at("content"),
        `The runbook has ${bytes} bytes; Azure takes ${longestRunbookInBytes}.`,
        "Move a part of it into a module or into another runbook.",
      ),
    );
  }
  if (contentUri !== undefined) {
    found.push(...contentLinkFindings({ uri: contentUri, sha256: contentSha256 }, at, "content"));
  } else if (contentSha256 !== undefined || contentVersion !== undefined) {
    found.push(
      finding(
        "EVG-RUNBOOK-010",
        at(contentSha256 === undefined ? "contentVersion" : "contentSha256"),
        "A digest or a version belongs to an address, and contentUri is not given.",
        "Leave it out, or give contentUri.",
      ),
    );
  }
  return found;
}

/** Source: learn.microsoft.com automation/automation-runbook-graphical-error-handling, tracing of graphical runbooks. */
function traceFindings(
  { runbookType, activityTraceLevel = 0 }: RunbookShape,
  path: string,
): Finding[] {
  if (!Number.isInteger(activityTraceLevel) || activityTraceLevel < 0 || activityTraceLevel > 15) {
    return [
      finding(
        "EVG-RUNBOOK-013",
        path,
        `${activityTraceLevel} is not a level of activity tracing.`,
        "Give 0 for none, 9 for basic or 15 for detailed tracing.",
      ),
    ];
  }
  return activityTraceLevel > 0 && !runbookType.startsWith("Graph")
    ? [
        finding(
          "EVG-RUNBOOK-014",
          path,
          `Activities are traced in graphical runbooks alone, and this one is of the type ${runbookType}.`,
          "Leave activityTraceLevel out.",
        ),
      ]
    : [];
}

function finding(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
