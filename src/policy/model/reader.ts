/** The string by which Pulumi says that a value is not known yet, whatever its type. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A rule came to a value that a preview does not know yet. */
export class NotYetKnown extends Error {
  readonly propertyPath: string;

  constructor(propertyPath: string) {
    super(`${propertyPath} is not known yet.`);
    this.name = "NotYetKnown";
    this.propertyPath = propertyPath;
  }
}

/** What a reading answers, or that it came to a value which is not known yet; any other error is thrown on. */
export function attempt<Value>(read: () => Value): Value | NotYetKnown {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotYetKnown) {
      return error;
    }
    throw error;
  }
}

/**
 * Reads properties by their path. What is absent, or not of the asked kind, is `undefined`: Azure
 * refuses a wrong kind by itself. What is not known yet throws {@linkcode NotYetKnown}.
 */
export class Reader {
  /** Path of the object from the resource on; empty for the resource itself. */
  readonly path: string;
  private readonly value: unknown;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  /** Path of a property below, for a finding. */
  at(property: string): string {
    return this.path === "" ? property : `${this.path}.${property}`;
  }

  text(property: string): string | undefined {
    const value = this.read(property);
    return typeof value === "string" ? value : undefined;
  }

  flag(property: string): boolean | undefined {
    const value = this.read(property);
    return typeof value === "boolean" ? value : undefined;
  }

  number(property: string): number | undefined {
    const value = this.read(property);
    return typeof value === "number" ? value : undefined;
  }

  /** An object's reader; `undefined` where there is none. */
  object(property: string): Reader | undefined {
    const value = this.read(property);
    return isObject(value) ? new Reader(value, this.at(property)) : undefined;
  }

  /** The readers of a list's objects; empty where there is no list. */
  objects(property: string): Reader[] {
    return this.items(property).flatMap((item, index) => {
      const path = `${this.at(property)}[${index}]`;
      return isObject(known(item, path)) ? [new Reader(item, path)] : [];
    });
  }

  /** The strings of a list; empty where there is no list. */
  texts(property: string): string[] {
    return this.items(property).flatMap((item, index) => {
      const text = known(item, `${this.at(property)}[${index}]`);
      return typeof text === "string" ? [text] : [];
    });
  }

  /** The numbers of a list; empty where there is no list. */
  numbers(property: string): number[] {
    return this.items(property).flatMap((item, index) => {
      const number = known(item, `${this.at(property)}[${index}]`);
      return typeof number === "number" ? [number] : [];
    });
  }

  /** The strings of a map such as tags; `undefined` where there is none. */
  textMap(property: string): Record<string, string> | undefined {
    const map = this.object(property);
    if (map === undefined) {
      return undefined;
    }
    return Object.fromEntries(
      map.keys().flatMap((key) => {
        const text = map.own(key);
        return typeof text === "string" ? [[key, text]] : [];
      }),
    );
  }

  /** The lists of strings of a map; names in it may hold dots. `undefined` where there is no map. */
  textLists(property: string): Record<string, string[]> | undefined {
    const map = this.object(property);
    return (
      map &&
      Object.fromEntries(
        map.keys().map((key) => {
          const list = map.own(key);
          return [key, new Reader({ list }, map.at(key)).texts("list")];
        }),
      )
    );
  }

  /** The names of the properties that stand here. */
  keys(): string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }

  /** Whether there is anything but null, known or not. */
  has(property: string): boolean {
    return this.raw(property) !== undefined;
  }

  /** Whether a value stands there that is not known yet. */
  isUnknown(property: string): boolean {
    const value = attempt(() => this.raw(property));
    return value === unknownValue || value instanceof NotYetKnown;
  }

  private items(property: string): readonly unknown[] {
    const value = this.read(property);
    return Array.isArray(value) ? value : [];
  }

  /** A property by its very name, which may hold dots. */
  private own(key: string): unknown {
    return known(isObject(this.value) ? this.value[key] : undefined, this.at(key));
  }

  private read(property: string): unknown {
    return known(this.raw(property), this.at(property));
  }

  /** Null is absent, as it is for Azure. What stands below an unknown value is unknown. */
  private raw(property: string): unknown {
    let value: unknown = this.value;
    for (const step of property.split(".")) {
      const object = known(value, this.at(property));
      value = isObject(object) ? object[step] : undefined;
    }
    return value ?? undefined;
  }
}

function known<Value>(value: Value, path: string): Value {
  if (value === unknownValue) {
    throw new NotYetKnown(path);
  }
  return value;
}

/** Whether a value has properties to read. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
