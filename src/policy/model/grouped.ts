import { attempt, NotYetKnown } from "./reader";

/** Things by a key, as far as each one's can be told. */
export interface Grouped<Key, Thing> {
  readonly byKey: ReadonlyMap<Key, readonly Thing[]>;
  /** Path of what the first one's key hangs on that cannot be told yet. */
  readonly undecided: string | undefined;
}

/** Groups things, in their order, by what `keyOf` answers; those without a key are left out. */
export function grouped<Key, Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => Key | undefined,
): Grouped<Key, Thing> {
  const byKey = new Map<Key, Thing[]>();
  let undecided: string | undefined;
  for (const thing of things) {
    const key = attempt(() => keyOf(thing));
    if (key instanceof NotYetKnown) {
      undecided ??= key.propertyPath;
    } else if (key !== undefined) {
      const before = byKey.get(key);
      if (before === undefined) {
        byKey.set(key, [thing]);
      } else {
        before.push(thing);
      }
    }
  }
  return { byKey, undecided };
}
