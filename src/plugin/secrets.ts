/**
 * Which parts of a value are secret: `true` for all of it, or marks by property. A list with a
 * secret in it is secret as a whole, because its items may move.
 */
export type SecretMarks = true | { readonly [property: string]: SecretMarks };

/** Values that came with marks of what in them is secret. */
export interface Marked<T> {
  readonly value: T;
  readonly secrets: SecretMarks;
}

export const noSecrets: SecretMarks = {};

/** The marks of one property; properties may have any name, also that of something every object has. */
export function marksAt(marks: SecretMarks, property: string): SecretMarks {
  if (marks === true) {
    return true;
  }
  return Object.hasOwn(marks, property) ? (marks[property] ?? noSecrets) : noSecrets;
}

/** What is secret by either of two marks. */
export function mergeMarks(left: SecretMarks, right: SecretMarks): SecretMarks {
  if (left === true || right === true) {
    return true;
  }
  const merged: Record<string, SecretMarks> = { ...left };
  for (const [property, marks] of Object.entries(right)) {
    merged[property] = mergeMarks(marksAt(merged, property), marks);
  }
  return merged;
}

/** Marks that make the named properties secret. */
export function marksOf(properties: readonly string[]): SecretMarks {
  return Object.fromEntries(properties.map((property) => [property, true]));
}

/** Whether the marks make anything secret. */
export function hasSecrets(marks: SecretMarks | undefined): boolean {
  return marks === true || (marks !== undefined && Object.values(marks).some(hasSecrets));
}

/** Shorter texts are left alone: they stand in every message and give nothing away. */
const shortestSecret = 3;

/** Takes the values of secrets out of texts that are shown to people. */
export class Redactor {
  readonly #texts: readonly string[];

  constructor(...values: readonly Marked<unknown>[]) {
    const texts = new Set(values.flatMap(({ value, secrets }) => secretTexts(value, secrets)));
    this.#texts = [...texts]
      .filter((text) => text.length >= shortestSecret)
      .sort((a, b) => b.length - a.length);
  }

  redact(text: string): string {
    return this.#texts.reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), text);
  }
}

function secretTexts(value: unknown, marks: SecretMarks): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([property, inner]) =>
      secretTexts(inner, marksAt(marks, property)),
    );
  }
  if (marks !== true || (typeof value !== "string" && typeof value !== "number")) {
    return [];
  }
  const text = String(value);
  // A secret also shows where a message quotes it or puts it into an address.
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
}
