import type { Properties } from "../../plugin/handlers";

type Segment = string | number;

/** The parts of a property path such as `a.b[0]["c.d"].*`. */
export function parsePropertyPath(path: string): Segment[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(
    ([, index, quoted, plain]) =>
      index === undefined ? (plain ?? quoted?.replace(/\\(.)/g, "$1") ?? "") : Number(index),
  );
}

/** Whether a path is, or stands below, another; `*` stands for any one part. */
export function isAtOrBelow(path: string, above: string): boolean {
  const parts = parsePropertyPath(path);
  return parsePropertyPath(above).every(
    (part, index) => index < parts.length && (part === "*" || part === parts[index]),
  );
}

/** New inputs in which the ignored paths hold what they held before. */
export function withIgnoredChanges(
  oldInputs: Properties,
  newInputs: Properties,
  ignored: readonly string[],
): Properties {
  return ignored.reduce(
    (inputs, path) => reset(oldInputs, inputs, parsePropertyPath(path)) as Properties,
    newInputs,
  );
}

function reset(before: unknown, after: unknown, path: readonly Segment[]): unknown {
  const [part, ...rest] = path;
  if (part === undefined) {
    return before;
  }
  if (!isContainer(after)) {
    return after;
  }
  const old = isContainer(before) ? before : {};
  const parts = part === "*" ? new Set([...Object.keys(old), ...Object.keys(after)]) : [part];
  return [...parts].reduce<Container>((container, key) => {
    const value = reset(old[key], container[key], rest);
    return withValue(container, key, value);
  }, after);
}

type Container = Record<string | number, unknown>;

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}

function withValue(container: Container, key: Segment, value: unknown): Container {
  if (Array.isArray(container)) {
    const items = [...(container as unknown[])];
    if (value !== undefined) {
      items[Number(key)] = value;
    }
    return items as unknown as Container;
  }
  const entries = Object.entries({ ...container, [key]: value });
  return Object.fromEntries(
    entries.filter(([name]) => name !== String(key) || value !== undefined),
  );
}
