import { quoted } from "./graph-query";

/**
 * Whether a name is one of these patterns, without case. `*` stands for any text: no machine, group or vault has it
 * in its name.
 *
 * Source: learn.microsoft.com azure-resource-manager/management/resource-name-rules.
 */
export function matchesPattern(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "i").test(name),
  );
}

/** What a regular expression takes as it stands. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&");
}

/**
 * A line that keeps rows whose column may be one of these patterns: of a pattern with `*` it looks at the beginning
 * alone, and whoever reads the rows judges them once more. No line when every row may be one.
 */
export function maybeNamed(column: string, patterns: readonly string[] | undefined): string[] {
  if (patterns === undefined || patterns.length === 0) {
    return [];
  }
  const whole = patterns.filter((pattern) => !pattern.includes("*"));
  const beginnings = patterns
    .filter((pattern) => pattern.includes("*"))
    .map((pattern) => pattern.slice(0, pattern.indexOf("*")));
  if (beginnings.includes("")) {
    return [];
  }
  const conditions = [
    ...(whole.length === 0 ? [] : [`${column} in~ (${whole.map(quoted).join(", ")})`]),
    ...beginnings.map((text) => `${column} startswith ${quoted(text)}`),
  ];
  return [`where ${conditions.join(" or ")}`];
}
