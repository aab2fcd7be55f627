import { activeRules, countOf, type Verdict } from "../verdict";

/** What was found, as JSON: docs/commands/policy-check.md tells its shape. */
export function asJson(verdict: Verdict): string {
  const answer = {
    pack: "azure-evergreen",
    version: verdict.version,
    preset: verdict.preset,
    summary: {
      mandatory: countOf(verdict, "mandatory"),
      advisory: countOf(verdict, "advisory"),
      rules: activeRules(verdict).length,
      resources: verdict.resources,
    },
    violations: verdict.reports.map((report) => ({
      rule: report.ruleId,
      title: report.title,
      level: report.level,
      severity: report.severity,
      resource: report.urn,
      name: report.resourceName,
      property: report.propertyPath,
      message: report.message,
    })),
  };
  return `${JSON.stringify(answer, undefined, 2)}\n`;
}
