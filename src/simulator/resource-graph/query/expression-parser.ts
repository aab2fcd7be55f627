import { readTime, timespanOf } from "./conversions";
import { readDynamic } from "./dynamic-literal";
import { parserFailure } from "./refusal";
import type { Expression } from "./syntax";
import type { TokenReader } from "./token-reader";

/** Operators that compare two texts or values, beside those that take a list. */
const comparing = new Set([
  ...["==", "!=", "=~", "!~"],
  ...["has", "!has", "has_cs", "!has_cs", "contains", "!contains", "contains_cs", "!contains_cs"],
  ...["startswith", "!startswith", "startswith_cs", "!startswith_cs"],
  ...["endswith", "!endswith", "endswith_cs", "!endswith_cs"],
]);
const listing = new Set(["in", "!in", "in~", "!in~", "has_any", "has_all"]);

/** How many operators of one kind, or steps of a path, may follow each other: each goes a level deeper. */
const longestChain = 1000;
/** Words that never name a column. */
const reserved = new Set(["and", "or", "by", "on", "asc", "desc"]);

/** Reads an expression, the loosest binding first: or, and, comparison, order, sum, product. */
export function readExpression(reader: TokenReader): Expression {
  return reader.nested(() => readOr(reader));
}

function readOr(reader: TokenReader): Expression {
  return chain(reader, ["or"], readAnd);
}

function readAnd(reader: TokenReader): Expression {
  return chain(reader, ["and"], readComparison);
}

function readSum(reader: TokenReader): Expression {
  return chain(reader, ["+", "-"], readProduct);
}

function readProduct(reader: TokenReader): Expression {
  return chain(reader, ["*", "/", "%"], readSigned);
}

function chain(
  reader: TokenReader,
  operators: readonly string[],
  readPart: (reader: TokenReader) => Expression,
): Expression {
  let left = readPart(reader);
  let length = 0;
  while (operators.some((operator) => reader.is(operator))) {
    const { text, position, token } = reader.take();
    length += 1;
    if (length > longestChain) {
      throw parserFailure({ position, token });
    }
    const right = readPart(reader);
    left = { kind: "binary", operator: text.toLowerCase(), left, right, position, token };
  }
  return left;
}

function readComparison(reader: TokenReader): Expression {
  const left = readOrder(reader);
  const { text, kind, position, token } = reader.peek();
  const operator = text.toLowerCase();
  const place = { position, token };
  if (kind !== "mark" && kind !== "name") {
    return left;
  }
  if (comparing.has(operator)) {
    reader.take();
    return { kind: "binary", operator, left, right: readOrder(reader), ...place };
  }
  if (listing.has(operator)) {
    reader.take();
    reader.expect("(");
    const items = reader.list(() => readExpression(reader));
    reader.expect(")");
    return { kind: "list", operator, left, items, ...place };
  }
  if (operator === "between" || operator === "!between") {
    reader.take();
    reader.expect("(");
    const from = readExpression(reader);
    reader.expect("..");
    const to = readExpression(reader);
    reader.expect(")");
    return { kind: "between", negated: operator === "!between", of: left, from, to, ...place };
  }
  return left;
}

function readOrder(reader: TokenReader): Expression {
  return chain(reader, ["<", "<=", ">", ">="], readSum);
}

function readSigned(reader: TokenReader): Expression {
  if (reader.is("-")) {
    const { position, token } = reader.take();
    return { kind: "negative", of: reader.nested(() => readSigned(reader)), position, token };
  }
  return readPath(reader);
}

/** A value and what is taken out of it: `a.b['c'][0]`. */
function readPath(reader: TokenReader): Expression {
  let of = readPrimary(reader);
  for (let length = 0; ; length++) {
    const { position, token } = reader.peek();
    if (length > longestChain) {
      throw parserFailure({ position, token });
    }
    if (reader.takeIf(".")) {
      const name = reader.name();
      of = { kind: "member", of, name: name.text, position: name.position, token: name.token };
    } else if (reader.takeIf("[")) {
      const index = readExpression(reader);
      reader.expect("]");
      of =
        index.kind === "literal" && typeof index.value === "string"
          ? { kind: "member", of, name: index.value, position, token }
          : { kind: "index", of, index, position, token };
    } else {
      return of;
    }
  }
}

function readPrimary(reader: TokenReader): Expression {
  if (reader.takeIf("(")) {
    const inner = readExpression(reader);
    reader.expect(")");
    return inner;
  }
  const { kind, text, position, token } = reader.peek();
  const place = { position, token };
  switch (kind) {
    case "string":
      reader.take();
      return { kind: "literal", value: text, type: "string", ...place };
    case "number":
      reader.take();
      return {
        kind: "literal",
        value: Number(text),
        type: /^\d+$/.test(text) ? "long" : "real",
        ...place,
      };
    case "timespan":
      reader.take();
      return { kind: "literal", value: timespanOf(text), type: "timespan", ...place };
    case "datetime": {
      reader.take();
      const written = text.slice(text.indexOf("(") + 1, -1).trim();
      const value = readTime(written);
      if (value === null && written !== "null") {
        throw parserFailure(place);
      }
      return { kind: "literal", value, type: "datetime", ...place };
    }
    default:
      return readNamed(reader);
  }
}

function readNamed(reader: TokenReader): Expression {
  const { text, position, token } = reader.name();
  const place = { position, token };
  if (token === text && reserved.has(text)) {
    throw parserFailure(place);
  }
  if (token === text && (text === "true" || text === "false")) {
    return { kind: "literal", value: text === "true", type: "bool", ...place };
  }
  if (!reader.is("(") || token !== text) {
    return { kind: "name", name: text, ...place };
  }
  reader.take();
  if (text === "dynamic") {
    const value = readDynamic(reader);
    reader.expect(")");
    return { kind: "literal", value, type: "dynamic", ...place };
  }
  const given = reader.is(")") ? [] : reader.list(() => readArgument(reader));
  reader.expect(")");
  return { kind: "call", name: text.toLowerCase(), arguments: given, ...place };
}

/** An argument of a function; `*` stands for all columns. */
function readArgument(reader: TokenReader): Expression {
  if (reader.is("*")) {
    const { position, token } = reader.take();
    return { kind: "star", position, token };
  }
  return readExpression(reader);
}
