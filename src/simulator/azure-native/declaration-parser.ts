/** What a property may hold, as far as TypeScript declarations tell. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  /** An interface, by its dotted name, for example `inputs.compute.OSProfileArgs`. */
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "union"; readonly of: readonly Shape[] };

export interface Member {
  readonly shape: Shape;
  readonly required: boolean;
}

export type Members = ReadonlyMap<string, Member>;

const any: Shape = { kind: "any" };

/** Reads the properties out of the body of an interface or class; methods are passed over. */
export function parseMembers(body: string): Members {
  const tokens = tokenize(body.replace(/\/\*\*[\s\S]*?\*\//g, ""));
  const members = new Map<string, Member>();
  while (!tokens.atEnd()) {
    while (tokens.take("readonly") || tokens.take("static")) {
      // Modifiers say nothing of the shape.
    }
    const name = unquoted(tokens.next());
    const optional = tokens.take("?");
    if (tokens.take(":")) {
      members.set(name, { shape: parseType(tokens), required: !optional });
      tokens.take(";");
    } else {
      tokens.skipPast(";");
    }
  }
  return members;
}

function parseType(tokens: Tokens): Shape {
  const options = [parsePostfix(tokens)];
  while (tokens.take("|")) {
    options.push(parsePostfix(tokens));
  }
  return unionOf(options.flatMap((option) => option ?? []));
}

/** A type with its trailing `[]`; nothing for `undefined`, which says only that it may be absent. */
function parsePostfix(tokens: Tokens): Shape | undefined {
  let shape = parsePrimary(tokens);
  while (tokens.take("[")) {
    tokens.take("]");
    shape = { kind: "list", of: shape ?? any };
  }
  return shape;
}

function parsePrimary(tokens: Tokens): Shape | undefined {
  const token = tokens.next();
  if (token === "(") {
    return upTo(tokens, ")");
  }
  if (token === "pulumi.Input" || token === "pulumi.Output") {
    tokens.take("<");
    return upTo(tokens, ">");
  }
  if (token === "{") {
    return parseMap(tokens);
  }
  if (token.startsWith('"')) {
    return { kind: "literal", value: unquoted(token) };
  }
  return named(token);
}

/** `{ [key: string]: T; }` */
function parseMap(tokens: Tokens): Shape {
  tokens.skipPast("]");
  tokens.take(":");
  const of = parseType(tokens);
  tokens.take(";");
  tokens.take("}");
  return { kind: "map", of };
}

function named(token: string): Shape | undefined {
  if (token === "string" || token === "number" || token === "boolean") {
    return { kind: token };
  }
  if (token === "undefined") {
    return undefined;
  }
  if (token.startsWith("inputs.") || token.startsWith("outputs.")) {
    return { kind: "object", name: token };
  }
  return token.startsWith("enums.") ? { kind: "string" } : any;
}

function upTo(tokens: Tokens, end: string): Shape {
  const shape = parseType(tokens);
  tokens.take(end);
  return shape;
}

function unionOf(options: readonly Shape[]): Shape {
  const distinct = options.filter(
    (option, index) =>
      options.findIndex((o) => JSON.stringify(o) === JSON.stringify(option)) === index,
  );
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined
    ? only
    : distinct.length === 0
      ? any
      : { kind: "union", of: distinct };
}

interface Tokens {
  atEnd(): boolean;
  next(): string;
  /** Takes the next token when it is this one. */
  take(token: string): boolean;
  skipPast(token: string): void;
}

function tokenize(text: string): Tokens {
  const tokens = text.match(/"[^"]*"|[A-Za-z_$][\w$.]*|[^\s\w]/g) ?? [];
  let at = 0;
  return {
    atEnd: () => at >= tokens.length,
    next: () => tokens[at++] ?? "",
    take: (token) => tokens[at] === token && ++at > 0,
    skipPast: (token) => {
      while (at < tokens.length && tokens[at++] !== token) {
        // Everything up to the token is passed over.
      }
    },
  };
}

function unquoted(token: string): string {
  return token.replace(/^"|"$/g, "");
}
