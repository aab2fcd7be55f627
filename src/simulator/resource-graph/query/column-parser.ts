import { readExpression } from "./expression-parser";
import { parserFailure, type Place } from "./refusal";
import type { NamedExpression, SortKey } from "./syntax";
import type { TokenReader } from "./token-reader";

export function readColumns(reader: TokenReader): NamedExpression[] {
  return reader.list(() => readColumn(reader));
}

/** `name = expression`, or an expression alone. */
export function readColumn(reader: TokenReader): NamedExpression {
  const { kind, position, token } = reader.peek();
  const bracketed = reader.is("[");
  const named = (kind === "name" && reader.is("=", 1)) || (bracketed && reader.is("=", 3));
  const name = named ? reader.name().text : undefined;
  if (named) {
    reader.expect("=");
  }
  return { name, expression: readExpression(reader), position, token };
}

/** Names of columns; `*` stands for any part of one. */
export function readNames(reader: TokenReader): (Place & { name: string })[] {
  return reader.list(() => {
    const first = reader.peek();
    let name = "";
    for (let end = first.position; ;) {
      const next = reader.peek();
      if (next.position !== end || !(next.text === "*" || next.kind === "name")) {
        break;
      }
      name += next.text;
      end = reader.take().end;
    }
    if (name === "") {
      name = reader.name().text;
    }
    return { name, position: first.position, token: first.token };
  });
}

export function readSortKeys(reader: TokenReader): SortKey[] {
  return reader.list(() => {
    const { position, token } = reader.peek();
    const expression = readExpression(reader);
    const ascending = reader.takeIf("asc");
    const descending = !ascending;
    if (descending) {
      reader.takeIf("desc");
    }
    let nullsFirst = ascending;
    if (reader.takeIf("nulls")) {
      nullsFirst = reader.takeIf("first");
      if (!nullsFirst) {
        reader.expect("last");
      }
    }
    return { expression, descending, nullsFirst, position, token };
  });
}

/** A whole number. */
export function readCount(reader: TokenReader): number {
  const token = reader.take();
  if (token.kind !== "number" || !/^\d+$/.test(token.text)) {
    throw parserFailure(token);
  }
  return Number(token.text);
}
