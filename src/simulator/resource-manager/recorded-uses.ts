/** A right that was asked for, granted or refused: each is kept once, however often it is used. */
export interface RecordedUse {
  readonly principalId: string;
  readonly action: string;
  readonly scope: string;
  readonly kind: "action" | "dataAction";
  /** The operation in which the right was asked for. */
  readonly operationId: string;
  readonly allowed: boolean;
  /** How often it was asked for. */
  readonly times: number;
}

interface Counted {
  times: number;
  /** Number of the last use among all uses. */
  last: number;
}

/** The uses of one right by one principal in one operation, by scope: a fleet has one of each a machine. */
interface Uses {
  readonly of: Omit<RecordedUse, "scope" | "times">;
  readonly byScope: Map<string, Counted>;
}

/** Every right that was asked for, the last used last. */
export class RecordedUses {
  readonly #uses = new Map<string, Uses>();
  #count = 0;

  record(use: Omit<RecordedUse, "times">): void {
    const { principalId, action, kind, operationId, allowed, scope } = use;
    const key = [principalId, kind, action, operationId, allowed].join(" ");
    let uses = this.#uses.get(key);
    if (uses === undefined) {
      uses = { of: { principalId, action, kind, operationId, allowed }, byScope: new Map() };
      this.#uses.set(key, uses);
    }
    const last = this.#count++;
    const counted = uses.byScope.get(scope);
    if (counted === undefined) {
      uses.byScope.set(scope, { times: 1, last });
    } else {
      counted.times++;
      counted.last = last;
    }
  }

  /** Those of one principal, or of all. */
  all(principalId?: string): RecordedUse[] {
    return [...this.#uses.values()]
      .filter(({ of }) => principalId === undefined || of.principalId === principalId)
      .flatMap(({ of, byScope }) =>
        [...byScope].map(([scope, { times, last }]) => ({ use: { ...of, scope, times }, last })),
      )
      .sort((a, b) => a.last - b.last)
      .map(({ use }) => use);
  }
}
