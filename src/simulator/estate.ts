import { isDeepStrictEqual } from "node:util";

/** A resource as Azure holds it: the full JSON that a GET answers. */
export interface StoredResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  [property: string]: unknown;
}

/** One change that a request made. */
export interface EstateChange {
  readonly kind: "create" | "update" | "delete";
  readonly id: string;
  readonly type: string;
}

/** What the simulated Azure holds, keyed by resource id without case. */
export class Estate {
  readonly #resources = new Map<string, StoredResource>();
  readonly #byType = new Map<string, Map<string, StoredResource>>();
  readonly #changes: { readonly change: EstateChange; readonly byRequest: boolean }[] = [];
  readonly #notes = new Map<string, Map<string, unknown>>();
  #platformAtWork = false;

  get(id: string): StoredResource | undefined {
    return this.#resources.get(id.toLowerCase());
  }

  /** Stores a resource; a change is recorded only when something in it differs. */
  put(resource: StoredResource): void {
    const key = resource.id.toLowerCase();
    const before = this.#resources.get(key);
    if (before !== undefined && isDeepStrictEqual(before, resource)) {
      return;
    }
    this.#resources.set(key, resource);
    const type = resource.type.toLowerCase();
    const sameType = this.#byType.get(type) ?? new Map<string, StoredResource>();
    this.#byType.set(type, sameType.set(key, resource));
    const kind = before === undefined ? "create" : "update";
    this.#record({ kind, id: resource.id, type: resource.type });
  }

  delete(id: string): void {
    const before = this.#resources.get(id.toLowerCase());
    if (before !== undefined) {
      this.#resources.delete(id.toLowerCase());
      this.#byType.get(before.type.toLowerCase())?.delete(id.toLowerCase());
      this.#record({ kind: "delete", id: before.id, type: before.type });
    }
  }

  /** Does what Azure does by itself, as time goes by: no request made these changes, so `changes` does not tell them. */
  asPlatform(work: () => void): void {
    const before = this.#platformAtWork;
    this.#platformAtWork = true;
    try {
      work();
    } finally {
      this.#platformAtWork = before;
    }
  }

  /**
   * What Azure keeps in mind beside its resources, by subject: plain JSON values, which are saved and
   * loaded with the estate.
   */
  notes<T>(subject: string): Map<string, T> {
    const notes = this.#notes.get(subject) ?? new Map<string, unknown>();
    this.#notes.set(subject, notes);
    return notes as Map<string, T>;
  }

  /** All notes by subject and key, without the subjects that hold nothing. */
  allNotes(): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
      [...this.#notes]
        .filter(([, notes]) => notes.size > 0)
        .map(([subject, notes]) => [subject, Object.fromEntries(notes)]),
    );
  }

  /** Everything at or below a scope, in the order of creation. */
  within(scope: string): StoredResource[] {
    const prefix = scope.toLowerCase().replace(/\/$/, "");
    return [...this.#resources.entries()]
      .filter(([key]) => key === prefix || key.startsWith(`${prefix}/`))
      .map(([, resource]) => resource);
  }

  /** Everything of one type, in the order of creation. */
  ofType(type: string): StoredResource[] {
    return [...(this.#byType.get(type.toLowerCase())?.values() ?? [])];
  }

  all(): StoredResource[] {
    return [...this.#resources.values()];
  }

  /** Counts changes: equal versions mean an equal estate. */
  get version(): number {
    return this.#changes.length;
  }

  /** The changes that requests made so far, or since a `version` that was read earlier. */
  changes(since = 0): readonly EstateChange[] {
    return this.#changes
      .slice(since)
      .filter(({ byRequest }) => byRequest)
      .map(({ change }) => change);
  }

  #record(change: EstateChange): void {
    this.#changes.push({ change, byRequest: !this.#platformAtWork });
  }
}
