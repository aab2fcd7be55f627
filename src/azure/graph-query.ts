/** A query of Azure Resource Graph and the columns that it answers, in their order. */
export interface GraphQuery<Row extends object> {
  /** What it asks for, whatever it is filtered by: under this name a saved listing keeps its rows. */
  readonly name: string;
  readonly text: string;
  readonly columns: readonly (keyof Row & string)[];
}

/** Which resource groups a query is about. */
export interface ResourceGroupFilter {
  /** Names, compared without case. Defaults to every group. */
  readonly resourceGroups?: readonly string[];
}

/**
 * A text as the query language writes it, so that nothing in it ends it.
 *
 * Source: learn.microsoft.com kusto/query/scalar-data-types/string.
 */
export function quoted(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replaceAll("\r", "\\r")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t");
  return `'${escaped}'`;
}

/** A line that keeps rows whose column is one of these texts, without case; no line when there are none. */
export function oneOf(column: string, texts: readonly string[] | undefined): string[] {
  return texts === undefined || texts.length === 0
    ? []
    : [`where ${column} in~ (${texts.map(quoted).join(", ")})`];
}

/**
 * Lines that keep what may have these tags. Azure compares names of tags without case and their values with
 * it; a query can look a name up without case only where the values lose theirs too. So it lets through
 * a few rows more than were asked for, and whoever reads them judges them once more.
 *
 * Source: learn.microsoft.com automation/troubleshoot/update-management ("ARG query doesn't return expected machines"),
 * azure-resource-manager/management/tag-resources.
 */
export function maybeTagged(tags: Readonly<Record<string, string>> | undefined): string[] {
  return Object.entries(tags ?? {}).map(
    ([name, value]) =>
      `where tostring(todynamic(tolower(tostring(tags)))[${quoted(name.toLowerCase())}]) =~ ${quoted(value)}`,
  );
}

/**
 * Puts a query together: its name, a table, what is done with it, and the columns by name and expression. Every
 * query answers an `id`, by which its pages are ordered.
 */
export function graphQuery<Row extends object & { readonly id: string }>(
  name: string,
  table: string,
  operators: readonly string[],
  columns: Readonly<Record<keyof Row & string, string>>,
): GraphQuery<Row> {
  const columnNames = Object.keys(columns) as (keyof Row & string)[];
  const projected = columnNames.map((column) =>
    columns[column] === column ? column : `${column} = ${columns[column]}`,
  );
  const lines = [...operators, `project ${projected.join(", ")}`, "order by id asc"];
  return {
    name,
    text: [table, ...lines.map((line) => `| ${line}`)].join("\n"),
    columns: columnNames,
  };
}
