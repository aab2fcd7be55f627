import { parserFailure } from "./refusal";
import type { TokenReader } from "./token-reader";
import { type Value, valueOf } from "./values";

/** Reads the JSON of a `dynamic(…)` literal. */
export function readDynamic(reader: TokenReader): Value {
  return valueOf(reader.nested(() => readJson(reader)));
}

function readJson(reader: TokenReader): unknown {
  if (reader.takeIf("[")) {
    const items = reader.is("]") ? [] : reader.list(() => readDynamic(reader));
    reader.expect("]");
    return items;
  }
  if (reader.takeIf("{")) {
    const entries = reader.is("}") ? [] : reader.list(() => readEntry(reader));
    reader.expect("}");
    return Object.fromEntries(entries);
  }
  const negative = reader.takeIf("-");
  const token = reader.take();
  if (token.kind === "number") {
    return negative ? -Number(token.text) : Number(token.text);
  }
  if (token.kind === "string" && !negative) {
    return token.text;
  }
  const words = new Map<string, unknown>([
    ["true", true],
    ["false", false],
    ["null", null],
  ]);
  const word = token.kind === "name" && !negative ? words.get(token.text) : undefined;
  if (word === undefined) {
    throw parserFailure(token);
  }
  return word;
}

function readEntry(reader: TokenReader): [string, unknown] {
  const name = reader.take();
  if (name.kind !== "string") {
    throw parserFailure(name);
  }
  reader.expect(":");
  return [name.text, readDynamic(reader)];
}
