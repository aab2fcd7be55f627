import type { Report } from "../../../policy/pack/policy-pack";
import { activeRules, countOf, type Verdict } from "../verdict";

const headings = ["LEVEL", "SEVERITY", "RULE", "RESOURCE"] as const;
const colours = { mandatory: "31", advisory: "33" } as const;

/** What was found, for people: mandatory first, each with its message below. */
export function asTable(verdict: Verdict, isColoured: boolean): string {
  const reports = [...verdict.reports].sort(
    (a, b) => Number(a.level === "advisory") - Number(b.level === "advisory"),
  );
  const cells = [headings, ...reports.map(cellsOf)];
  const widths = headings.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const lines = reports.flatMap((report) => {
    const first = line(cellsOf(report));
    return [
      isColoured ? first.replace(report.level, coloured(report.level)) : first,
      ...printable(report.message)
        .split("\n")
        .map((text) => `  ${text}`),
    ];
  });
  return [...(lines.length === 0 ? [] : [line(headings), ...lines, ""]), summary(verdict), ""].join(
    "\n",
  );
}

function cellsOf({ level, severity, ruleId, resourceName }: Report): string[] {
  return [level, severity, ruleId, printable(resourceName ?? "")];
}

function summary(verdict: Verdict): string {
  const mandatory = countOf(verdict, "mandatory");
  const advisory = countOf(verdict, "advisory");
  const rules = activeRules(verdict).length;
  return (
    `${mandatory} mandatory and ${advisory} advisory: ${counted(verdict.resources, "resource")} ` +
    `judged by ${counted(rules, "rule")} (preset ${verdict.preset}).`
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function coloured(level: Report["level"]): string {
  return `\u001b[${colours[level]}m${level}\u001b[0m`;
}

/** Names come from the file: none of them may steer a terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, "?");
}
