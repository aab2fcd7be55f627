import type { Report } from "../../../policy/pack/policy-pack";
import type { Rule } from "../../../policy/rule";
import { activeRules, type Verdict } from "../verdict";

/**
 * What was found, as JUnit's XML: a suite for each rule, a case for each resource that breaks it. A
 * mandatory rule fails its case, an advisory one skips it. A rule that nothing breaks has one case
 * that passes.
 */
export function asJunit(verdict: Verdict): string {
  const byRule = new Map<string, Report[]>();
  for (const report of verdict.reports) {
    byRule.set(report.ruleId, [...(byRule.get(report.ruleId) ?? []), report]);
  }
  const rules = [
    ...activeRules(verdict).map(({ rule }) => rule),
    ...verdict.packRules.filter(({ id }) => byRule.has(id)),
  ];
  const suites = rules.map((rule) => suiteOf(rule, byRule.get(rule.id) ?? []));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="azure-evergreen" ${countsOf(suites)}>`,
    ...suites.flatMap(({ lines }) => lines),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

function suiteOf(rule: Rule, reports: readonly Report[]): Counts & { readonly lines: string[] } {
  const byResource = new Map<string, Report[]>();
  for (const report of reports) {
    const key = report.urn ?? "azure-evergreen";
    byResource.set(key, [...(byResource.get(key) ?? []), report]);
  }
  const cases = [...byResource].map(([resource, found]) => caseOf(rule, resource, found));
  const failures = cases.filter(({ fails }) => fails).length;
  const counts = {
    tests: Math.max(cases.length, 1),
    failures,
    skipped: cases.length - failures,
  };
  const lines =
    cases.length === 0
      ? [`    <testcase classname="${escaped(rule.id)}" name="${escaped(rule.title)}"/>`]
      : cases.flatMap((each) => each.lines);
  return {
    ...counts,
    lines: [
      `  <testsuite name="${escaped(`${rule.id} ${rule.title}`)}" ${countsOf([counts])}>`,
      ...lines,
      "  </testsuite>",
    ],
  };
}

function caseOf(
  rule: Rule,
  resource: string,
  reports: readonly Report[],
): { readonly fails: boolean; readonly lines: string[] } {
  const fails = reports.some(({ level }) => level === "mandatory");
  const messages = reports.map(({ message }) => message).join("\n");
  const [first] = reports;
  return {
    fails,
    lines: [
      `    <testcase classname="${escaped(rule.id)}" name="${escaped(resource)}">`,
      fails
        ? `      <failure type="${first?.severity ?? rule.severity}" message="${escaped(rule.title)}">${escaped(messages)}</failure>`
        : `      <skipped message="${escaped(messages)}"/>`,
      "    </testcase>",
    ],
  };
}

function countsOf(each: readonly Counts[]): string {
  const sum = (name: keyof Counts): number =>
    each.reduce((total, counts) => total + counts[name], 0);
  return `tests="${sum("tests")}" failures="${sum("failures")}" errors="0" skipped="${sum("skipped")}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** For an attribute as for a text. What XML 1.0 cannot hold becomes a question mark. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "?")
    .replace(/[&<>"\n]/g, (letter) => entities[letter] ?? letter);
}
