import { versionsOf } from "./automation-runtimes";
import { propertyPath, type Finding, type FindingSeverity } from "./finding";

/**
 * Days on which makers end the support of a language; Azure Automation then still runs it, without security
 * updates, and may give it one instance. Sources: learn.microsoft.com automation/automation-runtime-retirement-policy
 * (24 June 2026), powershell/scripting/install/powershell-support-lifecycle; devguide.python.org/versions.
 */
export const endsOfSupport: Readonly<Record<string, string>> = {
  "PowerShell 7.1": "2022-05-13",
  "PowerShell 7.2": "2024-11-08",
  "PowerShell 7.4": "2026-11-10",
  "Python 2.7": "2020-01-01",
  "Python 3.8": "2024-10-07",
  "Python 3.10": "2026-10-31",
};

/** Warns of a language whose makers have ended its support. */
export function retiredRuntimeFindings(
  { language, version }: { readonly language: string; readonly version: string },
  path: string,
  now: Date,
): Finding[] {
  const end = endsOfSupport[`${language} ${version}`];
  return end === undefined || now < new Date(end)
    ? []
    : [
        finding(
          "EVG-RUNBOOK-002",
          path,
          `${language} ${version} is not supported any more since ${end}: Azure runs it without security updates.`,
          "Use a version that is supported.",
          "warning",
        ),
      ];
}

/** Refuses a language or version in which no runtime environment can be made. */
export function runtimeEnvironmentFindings(
  { language, version }: { readonly language: string; readonly version: string },
  basePath: string,
): Finding[] {
  const versions = versionsOf(language);
  if (versions.length === 0) {
    return [
      finding(
        "EVG-RUNBOOK-003",
        propertyPath(basePath, "language"),
        `"${language}" is not a language of runtime environments.`,
        'Give "PowerShell" or "Python".',
      ),
    ];
  }
  return versions.includes(version)
    ? []
    : [
        finding(
          "EVG-RUNBOOK-004",
          propertyPath(basePath, "version"),
          `There is no runtime environment for ${language} ${version}.`,
          `Give ${versions.map((each) => `"${each}"`).join(", ")}.`,
        ),
      ];
}

function finding(
  ruleId: string,
  path: string,
  message: string,
  fix: string,
  severity: FindingSeverity = "error",
): Finding {
  return { ruleId, severity, propertyPath: path, message, fix };
}
