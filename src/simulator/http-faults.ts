/** What can go wrong with one request on its way. */
export type HttpFault =
  /** It is not carried out; the answer is an error that passes. */
  | {
      readonly kind: "error";
      readonly status: 429 | 500 | 502 | 503 | 504;
      /** Sent as `Retry-After`, in seconds of the simulated Azure. Left out, none is sent. */
      readonly retryAfterInSeconds?: number;
    }
  /** It is not carried out; the answer says that the token has expired. */
  | { readonly kind: "token expired" }
  /** The connection breaks before it is carried out, or after that and before the answer. */
  | { readonly kind: "connection dropped"; readonly when: "before" | "after" }
  /** It is carried out, and only half of the answer's body comes. */
  | { readonly kind: "answer cut" }
  /** It is carried out, and the answer comes late, in the client's own time. */
  | { readonly kind: "answer late"; readonly milliseconds: number };

/** The requests that a fault strikes: those that have everything that is named here. */
export interface HttpMatch {
  readonly method?: string;
  /** A part of the path without query, in any case, or a pattern for it. */
  readonly path?: string | RegExp;
  /** Object id of the caller. Requests for tokens and metadata have none. */
  readonly principalId?: string;
  /** How many such requests pass before it strikes. Defaults to `0`. */
  readonly passing?: number;
  /** How often it strikes. Defaults to until `mend`. */
  readonly times?: number;
}

export interface FaultyRequest {
  readonly method: string;
  readonly path: string;
  readonly principalId: string | undefined;
}

interface Waiting {
  readonly fault: HttpFault;
  readonly match: HttpMatch;
  passing: number;
  left: number;
}

/**
 * Faults of requests and answers, on demand: the same for a served Azure and in process, where a
 * connection that breaks is an error of the network. They are not saved with an estate.
 */
export class HttpFaults {
  #waiting: Waiting[] = [];
  #struck = 0;

  /** Lets requests go wrong; of several faults for one request the one that was told first strikes. */
  strike(fault: HttpFault, match: HttpMatch = {}): void {
    const { passing = 0, times = Infinity } = match;
    this.#waiting.push({ fault, match, passing, left: times });
  }

  /** Forgets all faults. */
  mend(): void {
    this.#waiting = [];
  }

  /** How often any of them struck. */
  get struck(): number {
    return this.#struck;
  }

  /** The fault that strikes a request; uses up one of its times. */
  next(request: FaultyRequest): HttpFault | undefined {
    const found = this.#waiting.find((waiting) => {
      if (!matches(waiting.match, request)) {
        return false;
      }
      waiting.passing--;
      return waiting.passing < 0;
    });
    if (found === undefined) {
      return undefined;
    }
    this.#struck++;
    found.left--;
    if (found.left <= 0) {
      this.#waiting = this.#waiting.filter((waiting) => waiting !== found);
    }
    return found.fault;
  }
}

function matches(match: HttpMatch, { method, path, principalId }: FaultyRequest): boolean {
  const { method: wanted, path: place, principalId: caller } = match;
  const there =
    place === undefined ||
    (typeof place === "string"
      ? path.toLowerCase().includes(place.toLowerCase())
      : path.search(place) >= 0);
  return (
    there &&
    (wanted === undefined || wanted.toUpperCase() === method.toUpperCase()) &&
    (caller === undefined || caller.toLowerCase() === principalId?.toLowerCase())
  );
}
