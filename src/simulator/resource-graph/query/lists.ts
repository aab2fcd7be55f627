import { hasTerm, negated } from "./comparisons";
import type { Compiled } from "./expressions";
import type { Row } from "./table";
import { keyOf, textOf, type Value } from "./values";

/** What a list holds, and the same in lower case. */
interface ItemSet {
  readonly keys: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

function setOf(values: readonly Value[]): ItemSet {
  return {
    keys: new Set(values.map(keyOf)),
    folded: new Set(values.map((value) => textOf(value).toLowerCase())),
  };
}

/** An array in a list stands for its elements. */
function spread(value: Value): Value[] {
  return Array.isArray(value) ? [...(value as readonly Value[])] : [value];
}

const answers: Readonly<Record<string, (value: Value, items: ItemSet) => boolean>> = {
  in: (value, { keys }) => value !== null && keys.has(keyOf(value)),
  "in~": (value, { folded }) => folded.has(textOf(value).toLowerCase()),
  has_any: (value, { folded }) =>
    [...folded].some((item) => hasTerm(textOf(value).toLowerCase(), item)),
  has_all: (value, { folded }) =>
    [...folded].every((item) => hasTerm(textOf(value).toLowerCase(), item)),
};

/**
 * Whether a value is in a list, or holds what is in it.
 *
 * @param isFixed - Whether the list is written out, and so the same for every row.
 */
export function inList(
  operator: string,
  left: Compiled,
  items: readonly Compiled[],
  isFixed: boolean,
): Compiled {
  const valuesOf = (row: Row): Value[] => items.map(({ of }) => of(row)).flatMap(spread);
  const fixed = isFixed ? setOf(valuesOf([])) : undefined;
  const isNegated = operator.startsWith("!");
  const answer = answers[isNegated ? operator.slice(1) : operator];
  return {
    type: "bool",
    of: (row) => {
      const found = answer?.(left.of(row), fixed ?? setOf(valuesOf(row))) ?? null;
      return isNegated ? negated(found) : found;
    },
  };
}
