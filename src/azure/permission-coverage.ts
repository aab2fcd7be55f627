import { patternsOf, type ActionKind, type Permission } from "./permission";

/**
 * Whether everything that one permission can allow is allowed by another, in both planes.
 *
 * Judged over every text that the patterns stand for, not only over the operations that Azure has
 * today. So it may answer `false` where the two differ only in operations that do not exist.
 */
export function covers(outer: Permission, inner: Permission): boolean {
  return (
    uncoveredAction(outer, inner, "action") === undefined &&
    uncoveredAction(outer, inner, "dataAction") === undefined
  );
}

/** A shortest text that `inner` allows and `outer` does not, in lower case; `undefined` when there is none. */
export function uncoveredAction(
  outer: Permission,
  inner: Permission,
  kind: ActionKind = "action",
): string | undefined {
  const outerPatterns = patternsOf(outer, kind);
  const innerPatterns = patternsOf(inner, kind);
  const start: Reading = {
    text: "",
    innerAllowed: innerPatterns.allowed.map(startOf),
    innerExcluded: innerPatterns.excluded.map(startOf),
    outerAllowed: outerPatterns.allowed.map(startOf),
    outerExcluded: outerPatterns.excluded.map(startOf),
  };
  // Reads every text at once, breadth first: two texts that leave all patterns at the same places
  // have the same futures, so one of them is enough.
  const seen = new Set<string>();
  let front = [start];
  while (front.length > 0) {
    const next: Reading[] = [];
    for (const reading of front) {
      const key = keyOf(reading);
      if (isDecided(reading) || seen.has(key)) {
        continue;
      }
      seen.add(key);
      if (isWitness(reading)) {
        return reading.text;
      }
      next.push(...nextCharacters(reading).map((character) => advance(reading, character)));
    }
    front = next;
  }
  return undefined;
}

/** What is left of a pattern after a part of the text; a pattern can stand at several places at once. */
type Rest = string;

interface Reading {
  readonly text: string;
  readonly innerAllowed: readonly Rest[];
  readonly innerExcluded: readonly Rest[];
  readonly outerAllowed: readonly Rest[];
  readonly outerExcluded: readonly Rest[];
}

function startOf(pattern: string): Rest {
  return pattern.toLowerCase().replaceAll(/\*+/g, "*");
}

function keyOf({ innerAllowed, innerExcluded, outerAllowed, outerExcluded }: Reading): string {
  return JSON.stringify([innerAllowed, innerExcluded, outerAllowed, outerExcluded]);
}

const matchesEnd = (rest: Rest) => rest === "" || rest === "*";
const matchesAll = (rest: Rest) => rest === "*";

/** Whether no longer text can tell the two apart. */
function isDecided({ innerAllowed, innerExcluded, outerAllowed, outerExcluded }: Reading): boolean {
  return (
    innerAllowed.length === 0 ||
    innerExcluded.some(matchesAll) ||
    (outerAllowed.some(matchesAll) && outerExcluded.length === 0)
  );
}

function isWitness({ innerAllowed, innerExcluded, outerAllowed, outerExcluded }: Reading): boolean {
  const innerAllows = innerAllowed.some(matchesEnd) && !innerExcluded.some(matchesEnd);
  const outerAllows = outerAllowed.some(matchesEnd) && !outerExcluded.some(matchesEnd);
  return innerAllows && !outerAllows;
}

const letters = "abcdefghijklmnopqrstuvwxyz".split("");

/** The characters that some pattern waits for, and one that none waits for. */
function nextCharacters(reading: Reading): string[] {
  const awaited = new Set<string>();
  for (const rests of [
    reading.innerAllowed,
    reading.innerExcluded,
    reading.outerAllowed,
    reading.outerExcluded,
  ]) {
    for (const rest of rests) {
      awaited.add(rest.startsWith("*") ? rest.charAt(1) : rest.charAt(0));
    }
  }
  awaited.delete("");
  const other = letters.find((letter) => !awaited.has(letter)) ?? "~";
  return [...awaited, other];
}

function advance(reading: Reading, character: string): Reading {
  const after = (rests: readonly Rest[]) =>
    [...new Set(rests.flatMap((rest) => afterCharacter(rest, character)))].sort();
  return {
    text: reading.text + character,
    innerAllowed: after(reading.innerAllowed),
    innerExcluded: after(reading.innerExcluded),
    outerAllowed: after(reading.outerAllowed),
    outerExcluded: after(reading.outerExcluded),
  };
}

/** A star stays, and what follows it may begin at this character too. */
function afterCharacter(rest: Rest, character: string): Rest[] {
  if (rest.startsWith("*")) {
    return rest.charAt(1) === character ? [rest, rest.slice(2)] : [rest];
  }
  return rest.startsWith(character) ? [rest.slice(1)] : [];
}
