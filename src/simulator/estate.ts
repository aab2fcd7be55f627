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

/** What is kept up to date beside the resources of one type. */
interface Derived {
  readonly type: string;
  readonly state: unknown;
  change(before: StoredResource | undefined, after: StoredResource | undefined): void;
}

/** A segment of the resource ids, and what stands at and below it. */
interface Place {
  readonly below: Map<string, Place>;
  stored?: { readonly resource: StoredResource; readonly order: number };
}

/** What the simulated Azure holds, keyed by resource id without case. */
export class Estate {
  readonly #resources = new Map<string, StoredResource>();
  readonly #root: Place = { below: new Map() };
  #order = 0;
  readonly #derived = new Map<string, Derived>();
  readonly #typeVersions = new Map<string, number>();
  readonly #byType = new Map<string, Map<string, StoredResource>>();
  /** Every change in its order; of those that Azure made by itself only that there was one. */
  readonly #changes: (EstateChange | undefined)[] = [];
  readonly #notes = new Map<string, Map<string, unknown>>();
  #platformAtWork = false;

  get(id: string): StoredResource | undefined {
    return this.#resources.get(id.toLowerCase());
  }

  /** Stores a resource; a change is recorded only when something in it differs. */
  put(given: StoredResource): void {
    const key = given.id.toLowerCase();
    const before = this.#resources.get(key);
    if (before !== undefined && isDeepStrictEqual(before, given)) {
      return;
    }
    const resource = compact(given);
    this.#resources.set(key, resource);
    this.#place(key, resource);
    this.#follow(before, resource);
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
      this.#clear(id.toLowerCase());
      this.#follow(before, undefined);
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
    const notes = this.#notes.get(subject) ?? new Notes();
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
    let place: Place | undefined = this.#root;
    for (const segment of segmentsOf(scope.toLowerCase().replace(/\/$/, ""))) {
      place = place?.below.get(segment);
    }
    const found: { readonly resource: StoredResource; readonly order: number }[] = [];
    const collect = ({ stored, below }: Place): void => {
      if (stored !== undefined) {
        found.push(stored);
      }
      below.forEach(collect);
    };
    if (place !== undefined) {
      collect(place);
    }
    return found.sort((a, b) => a.order - b.order).map(({ resource }) => resource);
  }

  /** Everything of one type, in the order of creation. */
  ofType(type: string): StoredResource[] {
    return [...(this.#byType.get(type.toLowerCase())?.values() ?? [])];
  }

  all(): StoredResource[] {
    return [...this.#resources.values()];
  }

  /**
   * What follows from all resources of one type, kept up to date as they change instead of being
   * read from all of them each time.
   *
   * @param subject - Name of what is kept; the first call for a subject decides how.
   * @param start - What stands before there is any resource.
   * @param change - Brings it up to date when one resource is made, changed or deleted.
   */
  derived<T>(
    subject: string,
    type: string,
    start: () => T,
    change: (
      state: T,
      before: StoredResource | undefined,
      after: StoredResource | undefined,
    ) => void,
  ): T {
    const known = this.#derived.get(subject);
    if (known !== undefined) {
      return known.state as T;
    }
    const state = start();
    for (const resource of this.ofType(type)) {
      change(state, undefined, resource);
    }
    this.#derived.set(subject, {
      type: type.toLowerCase(),
      state,
      change: (before, after) => {
        change(state, before, after);
      },
    });
    return state;
  }

  /** Counts changes: equal versions mean an equal estate. */
  get version(): number {
    return this.#changes.length;
  }

  /** Counts changes of one type alone. */
  versionOf(type: string): number {
    return this.#typeVersions.get(type.toLowerCase()) ?? 0;
  }

  /** The changes that requests made so far, or since a `version` that was read earlier. */
  changes(since = 0): readonly EstateChange[] {
    return this.#changes.slice(since).filter((change) => change !== undefined);
  }

  #follow(before: StoredResource | undefined, after: StoredResource | undefined): void {
    const type = (before ?? after)?.type.toLowerCase();
    for (const derived of this.#derived.values()) {
      if (derived.type === type) {
        derived.change(before, after);
      }
    }
  }

  #place(key: string, resource: StoredResource): void {
    let place = this.#root;
    for (const segment of segmentsOf(key)) {
      const next = place.below.get(segment) ?? { below: new Map<string, Place>() };
      place.below.set(segment, next);
      place = next;
    }
    place.stored = { resource, order: place.stored?.order ?? this.#order++ };
  }

  /** Takes a resource out, and the places that are empty then. */
  #clear(key: string): void {
    const path: [Place, string][] = [];
    let place = this.#root;
    for (const segment of segmentsOf(key)) {
      path.push([place, segment]);
      const next = place.below.get(segment);
      if (next === undefined) {
        return;
      }
      place = next;
    }
    delete place.stored;
    for (const [above, segment] of path.reverse()) {
      const empty = above.below.get(segment);
      if (empty === undefined || empty.stored !== undefined || empty.below.size > 0) {
        return;
      }
      above.below.delete(segment);
    }
  }

  #record(change: EstateChange): void {
    const type = change.type.toLowerCase();
    this.#typeVersions.set(type, this.versionOf(type) + 1);
    this.#changes.push(this.#platformAtWork ? undefined : change);
  }
}

function segmentsOf(key: string): string[] {
  return key === "" ? [] : key.split("/").slice(1);
}

/** Notes of one subject. What is kept is a copy: who wants to change it sets it anew. */
class Notes extends Map<string, unknown> {
  override set(key: string, value: unknown): this {
    return super.set(key, compact(value));
  }
}

/**
 * A copy whose objects are built property by property: of objects that were spread from others, V8
 * keeps a description for each one, which takes more room than what they hold.
 */
function compact<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => compact(item)) as T;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const own = compact(inner as unknown);
    if (name === "__proto__") {
      // Assigned, it would be the object's prototype.
      Object.defineProperty(copy, name, { value: own, enumerable: true, configurable: true });
    } else {
      copy[name] = own;
    }
  }
  return copy as T;
}
