/**
 * The comparisons of a simple OData filter, `a eq 'b' and c eq 'd'`, names in lower case. Functions
 * such as `atScope()` and `assignedTo('x')` are found under their name.
 */
export function readFilter(filter: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const clause of (filter ?? "").split(/\s+and\s+/i)) {
    const [, name, value] = /^\s*([\w./]+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(clause) ?? [];
    const [, call, argument] = /^\s*(\w+)\(\s*(?:'((?:[^']|'')*)')?\s*\)\s*$/.exec(clause) ?? [];
    if (name !== undefined) {
      found.set(name.toLowerCase(), (value ?? "").replaceAll("''", "'"));
    } else if (call !== undefined) {
      found.set(call.toLowerCase(), argument ?? "");
    }
  }
  return found;
}
