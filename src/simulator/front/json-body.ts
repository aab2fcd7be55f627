/** Deepest nesting of a JSON body. Source: JamesNK/Newtonsoft.Json, JsonReader.MaxDepth (64 since 13.0). */
const deepest = 64;

/** A JSON body as it was sent, or why it cannot be taken. */
export type JsonBody = { readonly value: unknown } | { readonly problem: string };

/** Reads a JSON text. What JavaScript takes and Azure's reader does not is a problem too. */
export function readJsonBody(text: string): JsonBody {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const first = text.trimStart().slice(0, 1);
    return {
      problem: `Unexpected character encountered while parsing value: ${first}. Path '', line 0, position 0.`,
    };
  }
  const problem = problemIn(value, 0);
  return problem === undefined ? { value } : { problem };
}

function problemIn(value: unknown, depth: number): string | undefined {
  if (typeof value === "number") {
    // `1e999` is a number to JavaScript's parser: one that cannot be written again.
    return Number.isFinite(value) ? undefined : "A number is too large for a double.";
  }
  if (typeof value === "string") {
    return problemOf(value);
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  if (depth === deepest) {
    return `The reader's MaxDepth of ${deepest} has been exceeded.`;
  }
  for (const [name, below] of Object.entries(value)) {
    const problem = problemOf(name) ?? problemIn(below, depth + 1);
    if (problem !== undefined) {
      return problem;
    }
  }
  return undefined;
}

/** Half of a surrogate pair is no text: it can be escaped in JSON, and written in no UTF-8. */
function problemOf(text: string): string | undefined {
  return /\p{Surrogate}/u.test(text) ? "Cannot transcode invalid UTF-16 text to UTF-8." : undefined;
}
