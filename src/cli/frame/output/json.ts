/**
 * A result as JSON, two spaces a level, in pieces: the items of its lists one by one, for the text of ten thousand
 * machines takes as much memory as all that is known of them.
 */
export function* asJson(schema: string, data: object): Generator<string> {
  yield `{\n  "$schema": ${JSON.stringify(`urn:azure-evergreen:${schema}`)}`;
  for (const [name, value] of Object.entries(data) as [string, unknown][]) {
    if (value === undefined) {
      continue;
    }
    yield `,\n  ${JSON.stringify(name)}: `;
    if (!Array.isArray(value) || value.length === 0) {
      yield indented(value, 1);
      continue;
    }
    for (const [index, item] of value.entries()) {
      yield `${index === 0 ? "[" : ","}\n    ${indented(item, 2)}`;
    }
    yield "\n  ]";
  }
  yield "\n}\n";
}

/** A line break within JSON is never part of a text. */
function indented(value: unknown, levels: number): string {
  return JSON.stringify(value ?? null, undefined, 2).replaceAll("\n", `\n${"  ".repeat(levels)}`);
}
