import { relative, resolve, sep } from "node:path";
import type { ConfiguredRule } from "../../../policy/pack/configuration";
import type { Report } from "../../../policy/pack/policy-pack";
import { pageOf } from "../../../policy/rule-page";
import type { Rule } from "../../../policy/rule";
import type { Verdict } from "../verdict";

/** What was found, as SARIF 2.1.0 for code scanning. */
export function asSarif(verdict: Verdict): string {
  const rules: readonly Pick<ConfiguredRule, "rule" | "level">[] = [
    ...verdict.rules,
    ...verdict.packRules.map((rule) => ({ rule, level: "advisory" as const })),
  ];
  const indexOf = new Map(rules.map(({ rule }, index) => [rule.id, index]));
  const lines = linesOf(verdict.text);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "azure-evergreen",
            semanticVersion: verdict.version,
            rules: rules.map(({ rule, level }) => ruleOf(rule, level)),
          },
        },
        results: verdict.reports.map((report) => ({
          ruleId: report.ruleId,
          ruleIndex: indexOf.get(report.ruleId),
          level: report.level === "mandatory" ? "error" : "warning",
          message: { text: report.message },
          locations: [locationOf(report, verdict.file, lines)],
        })),
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(rule: Rule, level: ConfiguredRule["level"]): object {
  const [reference] = rule.references;
  const steps = rule.remediation.map((step) => `- ${step}`).join("\n");
  return {
    id: rule.id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: rule.why },
    help: { text: `${rule.why}\n${steps}\nSee ${pageOf(rule)}.` },
    ...(reference !== undefined && { helpUri: `https://${reference.replaceAll(" ", "/")}` }),
    defaultConfiguration: {
      enabled: level !== "disabled",
      level: level === "advisory" ? "warning" : "error",
    },
    properties: { tags: rule.tags, severity: rule.severity },
  };
}

function locationOf(
  { urn, resourceName, propertyPath }: Report,
  file: string,
  lines: ReadonlyMap<string, number>,
): object {
  return {
    ...(file !== "-" && {
      physicalLocation: {
        artifactLocation: { uri: uriOf(file) },
        region: { startLine: (urn === undefined ? undefined : lines.get(urn)) ?? 1 },
      },
    }),
    ...(urn !== undefined && {
      logicalLocations: [
        {
          name: resourceName,
          fullyQualifiedName: urn,
          kind: "resource",
          ...(propertyPath !== undefined && { properties: { property: propertyPath } }),
        },
      ],
    }),
  };
}

/** Relative to where the command runs. */
function uriOf(file: string): string {
  return relative(process.cwd(), resolve(file)).split(sep).map(encodeURIComponent).join("/");
}

/** The first line on which a URN or an id stands as such. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(/"(?:urn|id)"\s*:\s*"((?:[^"\\]|\\.)*)"/g)) {
    line += text.slice(counted, match.index).split("\n").length - 1;
    counted = match.index;
    const value = match[1] ?? "";
    if (!lines.has(value)) {
      lines.set(value, line);
    }
  }
  return lines;
}
