import { readColumns, readCount, readNames, readSortKeys } from "./column-parser";
import { readExpression } from "./expression-parser";
import { parserFailure, type Place, QueryRefusal, unsupported } from "./refusal";
import { readExpansion } from "./expansion-parser";
import type { JoinKey, Operator, Query } from "./syntax";
import { TokenReader } from "./token-reader";

/** The table of a query that names none. Source: learn.microsoft.com governance/resource-graph/concepts/query-language. */
const defaultTable = "resources";

/** Reads a whole query. Throws `QueryRefusal` only. */
export function readQuery(text: string): Query {
  const reader = new TokenReader(text);
  const query = readPipeline(reader);
  reader.takeIf(";");
  if (reader.peek().kind !== "end") {
    throw parserFailure(reader.peek());
  }
  return query;
}

type Reader = (reader: TokenReader, place: Place) => Operator;

const readers: Readonly<Record<string, Reader>> = {
  where: (reader, place) => ({ kind: "where", predicate: readExpression(reader), ...place }),
  project: (reader, place) => ({ kind: "project", columns: readColumns(reader), ...place }),
  extend: (reader, place) => ({ kind: "extend", columns: readColumns(reader), ...place }),
  "project-away": (reader, place) => ({ kind: "project-away", names: readNames(reader), ...place }),
  "project-keep": (reader, place) => ({ kind: "project-keep", names: readNames(reader), ...place }),
  "project-rename": (reader, place) => ({
    kind: "project-rename",
    columns: readColumns(reader),
    ...place,
  }),
  summarize: readSummarize,
  distinct: (reader, place) => ({
    kind: "distinct",
    columns: reader.takeIf("*") ? "all" : readColumns(reader),
    ...place,
  }),
  order: readOrder,
  sort: readOrder,
  take: readTake,
  limit: readTake,
  top: readTop,
  count: (_reader, place) => ({ kind: "count", ...place }),
  "mv-expand": readExpansion,
  mvexpand: readExpansion,
  join: readJoin,
  union: readUnion,
};

function readPipeline(reader: TokenReader): Query {
  const { position, token, kind, text } = reader.peek();
  const named = kind === "name" && !Object.hasOwn(readers, operatorAt(reader));
  if (kind !== "name") {
    throw parserFailure({ position, token });
  }
  if (text === "let") {
    throw unsupported({ position, token });
  }
  const operators: Operator[] = [];
  if (named) {
    reader.take();
  } else {
    operators.push(readOperator(reader));
  }
  while (reader.takeIf("|")) {
    operators.push(readOperator(reader));
  }
  return { table: { name: named ? text : defaultTable, position, token }, operators };
}

/** The operator's name that comes next; some are two words with a dash between. */
function operatorAt(reader: TokenReader): string {
  const first = reader.peek();
  const dash = reader.peek(1);
  const second = reader.peek(2);
  const isOne =
    dash.text === "-" &&
    second.kind === "name" &&
    dash.position === first.end &&
    second.position === dash.end;
  return (isOne ? `${first.text}-${second.text}` : first.text).toLowerCase();
}

function readOperator(reader: TokenReader): Operator {
  const { kind, position, token } = reader.peek();
  if (kind !== "name") {
    throw parserFailure({ position, token });
  }
  const name = operatorAt(reader);
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (read === undefined) {
    throw unsupported({ position, token: name });
  }
  reader.take();
  if (name.includes("-")) {
    reader.take();
    reader.take();
  }
  return read(reader, { position, token: name });
}

function readSummarize(reader: TokenReader, place: Place): Operator {
  const aggregates = reader.is("by") ? [] : readColumns(reader);
  const by = reader.takeIf("by") ? readColumns(reader) : [];
  return { kind: "summarize", aggregates, by, ...place };
}

function readOrder(reader: TokenReader, place: Place): Operator {
  reader.expect("by");
  return { kind: "order", keys: readSortKeys(reader), ...place };
}

function readTake(reader: TokenReader, place: Place): Operator {
  return { kind: "take", count: readCount(reader), ...place };
}

function readTop(reader: TokenReader, place: Place): Operator {
  const count = readCount(reader);
  reader.expect("by");
  return { kind: "top", count, keys: readSortKeys(reader), ...place };
}

const flavors = ["inner", "innerunique", "leftouter"] as const;

/** Source: learn.microsoft.com governance/resource-graph/concepts/query-language (join flavors). */
function readJoin(reader: TokenReader, place: Place): Operator {
  let flavor: (typeof flavors)[number] = "innerunique";
  if (reader.takeIf("kind")) {
    reader.expect("=");
    const wanted = reader.name();
    const found = flavors.find((known) => known === wanted.text.toLowerCase());
    if (found === undefined) {
      throw new QueryRefusal(
        "UnsupportedJoinFlavor",
        `The join kind "${wanted.text}" is not supported or not allowed.`,
        wanted,
      );
    }
    flavor = found;
  }
  const right = readTable(reader);
  reader.expect("on");
  return { kind: "join", flavor, right, on: reader.list(() => readJoinKey(reader)), ...place };
}

/** A table's name, or a query in parentheses. */
function readTable(reader: TokenReader): Query {
  if (reader.takeIf("(")) {
    const query = reader.nested(() => readPipeline(reader));
    reader.expect(")");
    return query;
  }
  const { text, position, token } = reader.name();
  return { table: { name: text, position, token }, operators: [] };
}

/** `column`, or `$left.column == $right.column`, in either order. */
function readJoinKey(reader: TokenReader): JoinKey {
  const { position, token } = reader.peek();
  if (!token.startsWith("$")) {
    const { text } = reader.name();
    return { left: text, right: text, position, token };
  }
  const side = (): readonly [string, string] => {
    const which = reader.name();
    if (which.text !== "$left" && which.text !== "$right") {
      throw parserFailure(which);
    }
    reader.expect(".");
    return [which.text, reader.name().text];
  };
  const first = side();
  reader.expect("==");
  const sides = new Map([first, side()]);
  const [left, right] = [sides.get("$left"), sides.get("$right")];
  if (left === undefined || right === undefined) {
    throw parserFailure({ position, token });
  }
  return { left, right, position, token };
}

function readUnion(reader: TokenReader, place: Place): Operator {
  if (reader.is("kind") && reader.is("=", 1)) {
    reader.take();
    reader.take();
    const wanted = reader.name();
    if (wanted.text.toLowerCase() !== "outer") {
      throw unsupported(wanted);
    }
  }
  return { kind: "union", legs: reader.list(() => readTable(reader)), ...place };
}
