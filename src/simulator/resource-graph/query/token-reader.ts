import { tokensOf, type Token } from "./lexer";
import { parserFailure } from "./refusal";

/** How deep expressions and tables may stand in each other. */
const deepest = 60;

/** Goes through the words of a query. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(query: string) {
    this.#tokens = tokensOf(query);
  }

  /** The word that comes next, or one behind it. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    return token ?? { kind: "end", text: "", token: "<EOF>", position: 0, end: 0 };
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  /** Whether a mark or a word comes next; words count without case. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return (
      (token.kind === "mark" || token.kind === "name") &&
      token.text.toLowerCase() === text.toLowerCase()
    );
  }

  /** Takes a mark or a word if it comes next. */
  takeIf(text: string): boolean {
    const found = this.is(text);
    if (found) {
      this.take();
    }
    return found;
  }

  /** Takes what must come next. */
  expect(text: string): Token {
    if (!this.is(text)) {
      throw parserFailure(this.peek());
    }
    return this.take();
  }

  /** Takes a name: a plain word, or one in brackets and quotes. */
  name(): Token {
    if (this.is("[") && this.peek(1).kind === "string" && this.is("]", 2)) {
      this.take();
      const name = this.take();
      this.take();
      return name;
    }
    const token = this.take();
    if (token.kind !== "name" || token.text.startsWith("!") || token.text === "in~") {
      throw parserFailure(token);
    }
    return token;
  }

  /** What one function reads after the other, with commas between. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.takeIf(",")) {
      items.push(read());
    }
    return items;
  }

  /** Reads what may stand in itself, unless that goes too deep. */
  nested<T>(read: () => T): T {
    if (this.#depth >= deepest) {
      throw parserFailure(this.peek());
    }
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }
}
