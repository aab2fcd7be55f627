import { parserFailure, type Place } from "./refusal";

/** A word of a query. `text` of a string is what it stands for, without its quotes and escapes. */
export interface Token extends Place {
  readonly kind: "name" | "number" | "string" | "timespan" | "datetime" | "mark" | "end";
  readonly text: string;
  /** Where the next character behind it is. */
  readonly end: number;
}

const blank = /(?:\s|\/\/[^\n]*)+/y;

/** In the order in which they are tried: the longer before what it begins with. */
const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["datetime", /datetime\s*\([^()'"]*\)/y],
  ["timespan", /\d+(?:\.\d+)?(?:ms|d|h|m|s)(?![A-Za-z0-9_])/y],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![A-Za-z0-9_])/y],
  [
    "name",
    /!(?:in~|in|has_cs|has|contains_cs|contains|startswith_cs|startswith|endswith_cs|endswith|between)(?![A-Za-z0-9_])|in~|[A-Za-z_$][A-Za-z0-9_]*/y,
  ],
  ["mark", /=~|!~|==|!=|<=|>=|\.\.|[|=<>()[\]{},.:+\-*/%;]/y],
];

const literal =
  /@"((?:[^"\r\n]|"")*)"|@'((?:[^'\r\n]|'')*)'|"((?:[^"\\\r\n]|\\.)*)"|'((?:[^'\\\r\n]|\\.)*)'/y;

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["\\", "\\"],
  ['"', '"'],
  ["'", "'"],
]);

function at(pattern: RegExp, query: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(query);
}

function unescaped(text: string, position: number): string {
  return text.replace(/\\(.)/g, (whole: string, letter: string) => {
    const meant = escapes.get(letter);
    if (meant === undefined) {
      throw parserFailure({ position, token: whole });
    }
    return meant;
  });
}

function stringAt(query: string, position: number): Token | undefined {
  const found = at(literal, query, position);
  if (found === null) {
    return undefined;
  }
  const [token, verbatimDouble, verbatimSingle, double, single] = found;
  const text =
    verbatimDouble?.replaceAll('""', '"') ??
    verbatimSingle?.replaceAll("''", "'") ??
    unescaped(double ?? single ?? "", position);
  return { kind: "string", text, position, token, end: position + token.length };
}

function tokenAt(query: string, position: number): Token {
  const string = stringAt(query, position);
  if (string !== undefined) {
    return string;
  }
  for (const [kind, pattern] of patterns) {
    const text = at(pattern, query, position)?.[0];
    if (text !== undefined) {
      return { kind, text, position, token: text, end: position + text.length };
    }
  }
  throw parserFailure({ position, token: query.charAt(position) });
}

/** The words of a query, closed by one of kind `end`. Throws `QueryRefusal` only. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += at(blank, query, position)?.[0].length ?? 0;
    if (position >= query.length) {
      return [...tokens, { kind: "end", text: "", token: "<EOF>", position, end: position }];
    }
    const token = tokenAt(query, position);
    tokens.push(token);
    position = token.end;
  }
}
