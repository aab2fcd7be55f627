import type { Report } from "../../../policy/pack/policy-pack";
import { coloured, type Colour, counted, printable, printableLines } from "../../frame/printable";
import { activeRules, countOf, type Verdict } from "../verdict";

const headings = ["LEVEL", "SEVERITY", "RULE", "RESOURCE"] as const;
const colours: Readonly<Record<Report["level"], Colour>> = { mandatory: "red", advisory: "yellow" };

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
      first.replace(report.level, coloured(report.level, colours[report.level], isColoured)),
      ...printableLines(report.message)
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
