import * as fc from "fast-check";

const hostileTexts = [
  "",
  " ",
  ".",
  "..",
  "../../..",
  "%",
  "%00",
  "%0d%0aX-Injected:%20yes",
  "%2e%2e%2f%2e%2e",
  "%2F",
  "%5c",
  "%FF%FE",
  "%C0%AF",
  "%ED%A0%80",
  "%zz",
  "$1$&$`",
  "{id}",
  "{scope}",
  "${process.exit()}",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "prototype",
  "null",
  "undefined",
  "NaN",
  "-1",
  "1e999",
  "a".repeat(91),
  "a".repeat(261),
  "a".repeat(5000),
  "providers",
  "subscriptions",
  "resourceGroups",
  "Microsoft.Compute",
  "default",
  "()[]*+?\\",
  "'; drop table--",
  "<script>",
  "naïve-ünïcode-日本-\u{1f600}",
  "İıſK",
  "9999-99-99T99:99:99Z",
  "275760-09-13T00:00:00.001Z",
  "-271821-04-20T00:00:00Z",
  "P99999999999999999D",
  "PT-1H",
  "99:99",
  "0.0.0.0/99",
  "10.0.0.0/33",
  "999.1.1.1",
  "::1/0",
  "/subscriptions",
  "/subscriptions//resourceGroups//providers",
  "//",
  "\r\nX-Injected: yes",
  "\u0000",
  "\ud800",
  "\u2028",
];

const hostileNumbers = [0, -0, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 53 + 2, Number.MAX_VALUE];

const hostileNames = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "length",
  "",
  "$ref",
  "a.b",
];

/** Texts that break something somewhere. */
export const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);

const deep = (depth: number, array: boolean): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) {
    value = array ? [value] : { properties: value };
  }
  return value;
};

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...hostileNumbers) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      {},
      [],
      [null],
      [[]],
      [{}],
      [""],
      [1, "1"],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(deep(60, true), deep(60, false), deep(65, true)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...hostileNames).map((name) => named([[name, { polluted: true }]])),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Names such as `__proto__` become properties of the object's own, as JSON has them. */
function named(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries);
}

export type Change =
  | { readonly kind: "replace" | "wrap" | "remove"; readonly at: number; readonly by: unknown }
  | { readonly kind: "add"; readonly at: number; readonly name: string; readonly by: unknown };

/** A change of one place in a JSON value. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("replace" as const, "wrap" as const, "remove" as const),
      at: fc.nat(200),
      by: value,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      at: fc.nat(200),
      name: fc.oneof(fc.constantFrom(...hostileNames), text),
      by: value,
    }),
  },
);

/** All places in a JSON value, the value itself first. */
function placesIn(json: unknown): (readonly (string | number)[])[] {
  const below =
    typeof json === "object" && json !== null
      ? Object.entries(json).flatMap(([name, inner]) =>
          placesIn(inner).map((place) => [name, ...place]),
        )
      : [];
  return [[], ...below];
}

/** A JSON value with one place changed. */
export function changed(json: unknown, { at, ...what }: Change): unknown {
  const all = placesIn(json);
  // The whole body is one place among many, but no better one.
  const places = at % 8 === 0 || all.length === 1 ? all : all.slice(1);
  const place = places[at % places.length] ?? [];
  const apply = (inner: unknown, left: readonly (string | number)[]): unknown => {
    const [name, ...rest] = left;
    if (name === undefined) {
      return what.kind === "wrap"
        ? [inner]
        : what.kind === "add"
          ? named([...Object.entries(inner ?? {}), [what.name, what.by]])
          : what.by;
    }
    const entries = Object.entries(inner as Record<string, unknown>).flatMap(([key, each]) =>
      key !== String(name)
        ? [[key, each] as const]
        : what.kind === "remove" && rest.length === 0
          ? []
          : [[key, apply(each, rest)] as const],
    );
    return Array.isArray(inner) ? entries.map(([, each]) => each) : named(entries);
  };
  return apply(json, place);
}
