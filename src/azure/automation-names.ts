import type { Finding } from "./finding";

/** How the names of one kind of thing in an automation account are built. */
export interface AutomationNameRule {
  readonly pattern: RegExp;
  /** What a name of it is, as a sentence goes on after "A name of a … is". */
  readonly shape: string;
}

const plain: AutomationNameRule = {
  pattern: /^[^<>*%&:\\?.+/\p{Cc}]{0,127}[^<>*%&:\\?.+/\p{Cc}\s]$/u,
  shape:
    "1 to 128 characters, none of < > * % & : \\ ? . + / and no control characters, and does not end with a space",
};

const word: AutomationNameRule = {
  pattern: /^[a-z][a-z0-9_-]{0,62}$/i,
  shape: "1 to 63 letters, digits, underscores and hyphens, and begins with a letter",
};

const packageName: AutomationNameRule = {
  pattern: /^[a-z0-9_][a-z0-9_.-]{0,127}$/i,
  shape: "1 to 128 letters, digits, underscores, dots and hyphens",
};

/**
 * Names in an automation account, by what they name. Sources: learn.microsoft.com
 * azure-resource-manager/management/resource-name-rules (Microsoft.Automation),
 * automation/manage-runtime-environment (environments), module names as the PowerShell gallery and PyPI have them.
 */
export const automationNameRules: Readonly<Record<string, AutomationNameRule>> = {
  account: {
    pattern: /^[a-z][a-z0-9-]{4,48}[a-z0-9]$/i,
    shape:
      "6 to 50 letters, digits and hyphens, begins with a letter and ends with a letter or a digit",
  },
  runbook: word,
  "runtime environment": word,
  schedule: plain,
  variable: plain,
  credential: plain,
  certificate: plain,
  connection: plain,
  webhook: plain,
  "hybrid worker group": plain,
  module: packageName,
  package: packageName,
};

/** Refuses a name that Azure does not take. `kind` is a key of {@linkcode automationNameRules}. */
export function automationNameFindings(kind: string, name: string, path: string): Finding[] {
  const known = automationNameRules[kind];
  if (known === undefined || known.pattern.test(name)) {
    return [];
  }
  return [
    {
      ruleId: "EVG-AUTOMATION-007",
      severity: "error",
      propertyPath: path,
      message: `"${name}" is not the name of ${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}.`,
      fix: `Give a name that is ${known.shape}.`,
    },
  ];
}

/** Refuses names that come twice among things of one kind; Azure knows no case in them. */
export function repeatedNameFindings(
  names: Readonly<Record<string, string>>,
  pathOf: (key: string) => string,
): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(names).flatMap(([key, name]) => {
    const owner = owners.get(name.toLowerCase());
    owners.set(name.toLowerCase(), owner ?? key);
    return owner === undefined
      ? []
      : [
          {
            ruleId: "EVG-AUTOMATION-008",
            severity: "error" as const,
            propertyPath: pathOf(key),
            message: `The name "${name}" is that of "${owner}" too.`,
            fix: "Give each a name of its own.",
          },
        ];
  });
}
