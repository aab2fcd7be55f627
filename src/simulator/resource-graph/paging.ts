import { deterministicGuid } from "../../azure/guid";

/** What a token stands for. */
export interface Continuation {
  /** Rows that were told before. */
  readonly skip: number;
  /** Rows of a page. */
  readonly top: number;
}

/** Makes a token that only the same query over the same scopes takes. */
export function skipTokenOf(continuation: Continuation, query: string): string {
  const { skip, top } = continuation;
  const told = { skip, top, seal: sealOf(continuation, query) };
  return Buffer.from(JSON.stringify(told)).toString("base64");
}

/** Reads a token; `undefined` when it is none, was changed, or belongs to another query. */
export function readSkipToken(token: string, query: string): Continuation | undefined {
  try {
    const told = JSON.parse(Buffer.from(token, "base64").toString()) as Continuation;
    const { skip, top } = told;
    return skipTokenOf({ skip, top }, query) === token ? { skip, top } : undefined;
  } catch {
    return undefined;
  }
}

function sealOf({ skip, top }: Continuation, query: string): string {
  return deterministicGuid("resource graph page", String(skip), String(top), query);
}
