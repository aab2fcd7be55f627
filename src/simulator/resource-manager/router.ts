import type { HttpMethod } from "../../arm/transport";
import type { Operation } from "../operation";

interface Route {
  readonly operation: Operation;
  /** Segments of the template, those after `{scope}` where it begins with that. */
  readonly segments: readonly string[];
  readonly literals: number;
}

/** A segment of the templates: what may come after it, and the routes that end there. */
interface Node {
  readonly fixed: Map<string, Node>;
  parameter?: Node;
  readonly routes: Route[];
}

export type Routed =
  | { readonly operation: Operation; readonly parameters: Readonly<Record<string, string>> }
  /** The path is known, the verb is not. */
  | { readonly allowed: readonly HttpMethod[] }
  | undefined;

/** Finds the operation for a request among the path templates; fixed segments are compared without case. */
export class Router {
  readonly #whole = newNode();
  /** Templates that begin with `{scope}`, which stands for any number of segments: read from their end. */
  readonly #scoped = newNode();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const all = operation.path.split("/").slice(1);
      const scoped = all[0] === "{scope}";
      const segments = scoped ? all.slice(1) : all;
      const literals = segments.filter((segment) => !isParameter(segment)).length;
      const [root, order] = scoped
        ? [this.#scoped, [...segments].reverse()]
        : [this.#whole, segments];
      nodeOf(root, order).routes.push({ operation, segments, literals });
    }
  }

  route(method: string, path: string): Routed {
    const segments = path.split("/").slice(1);
    const matches: Route[] = [];
    collect(this.#whole, segments, (node, rest) => {
      if (rest === 0) {
        matches.push(...node.routes);
      }
    });
    collect(this.#scoped, [...segments].reverse(), (node) => {
      matches.push(...node.routes);
    });
    // A fixed segment is a closer match than a parameter.
    matches.sort((a, b) => b.literals - a.literals);
    const wanted = method.toUpperCase();
    const found = matches.find(({ operation }) => operation.method === wanted);
    if (found !== undefined) {
      return { operation: found.operation, parameters: parametersOf(found, segments) };
    }
    return matches.length === 0
      ? undefined
      : { allowed: [...new Set(matches.map(({ operation }) => operation.method))] };
  }
}

function newNode(): Node {
  return { fixed: new Map(), routes: [] };
}

function nodeOf(root: Node, segments: readonly string[]): Node {
  let node = root;
  for (const segment of segments) {
    if (isParameter(segment)) {
      node = node.parameter ??= newNode();
    } else {
      const key = segment.toLowerCase();
      const next = node.fixed.get(key) ?? newNode();
      node.fixed.set(key, next);
      node = next;
    }
  }
  return node;
}

/** Visits every node on the ways that the segments allow, with how many segments are left there. */
function collect(
  node: Node,
  segments: readonly string[],
  visit: (node: Node, rest: number) => void,
  at = 0,
): void {
  visit(node, segments.length - at);
  const segment = segments[at];
  if (segment === undefined) {
    return;
  }
  const fixed = node.fixed.get(segment.toLowerCase());
  if (fixed !== undefined) {
    collect(fixed, segments, visit, at + 1);
  }
  if (node.parameter !== undefined && segment !== "") {
    collect(node.parameter, segments, visit, at + 1);
  }
}

/** Values of the template's parameters, as the client wrote them. */
function parametersOf(route: Route, segments: readonly string[]): Record<string, string> {
  const cut = segments.length - route.segments.length;
  const parameters: Record<string, string> = {};
  if (route.operation.path.startsWith("/{scope}")) {
    parameters.scope = segments.slice(0, cut).join("/");
  }
  for (const [i, template] of route.segments.entries()) {
    if (isParameter(template)) {
      parameters[template.slice(1, -1)] = segments[cut + i] ?? "";
    }
  }
  return parameters;
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{") && segment.endsWith("}");
}
