import type { HttpMethod } from "../../arm/transport";
import type { Operation } from "../operation";

interface Route {
  readonly operation: Operation;
  readonly segments: readonly string[];
  /** Whether the template begins with `{scope}`, which stands for any number of segments. */
  readonly scoped: boolean;
  readonly literals: number;
}

export type Routed =
  | { readonly operation: Operation; readonly parameters: Readonly<Record<string, string>> }
  /** The path is known, the verb is not. */
  | { readonly allowed: readonly HttpMethod[] }
  | undefined;

/** Finds the operation for a request among the path templates; fixed segments are compared without case. */
export class Router {
  readonly #bySegments = new Map<number, Route[]>();
  readonly #scoped: Route[] = [];

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const all = operation.path.split("/").slice(1);
      const scoped = all[0] === "{scope}";
      const segments = scoped ? all.slice(1) : all;
      const literals = segments.filter((segment) => !isParameter(segment)).length;
      const route = { operation, segments, scoped, literals };
      if (scoped) {
        this.#scoped.push(route);
      } else {
        this.#bySegments.set(segments.length, [
          ...(this.#bySegments.get(segments.length) ?? []),
          route,
        ]);
      }
    }
  }

  route(method: string, path: string): Routed {
    const segments = path.split("/").slice(1);
    const matches = [...(this.#bySegments.get(segments.length) ?? []), ...this.#scoped]
      .map((route) => ({ route, parameters: match(route, segments) }))
      .filter((m): m is { route: Route; parameters: Record<string, string> } =>
        Boolean(m.parameters),
      )
      // A fixed segment is a closer match than a parameter.
      .sort((a, b) => b.route.literals - a.route.literals);
    const wanted = method.toUpperCase();
    const found = matches.find((m) => m.route.operation.method === wanted);
    if (found !== undefined) {
      return { operation: found.route.operation, parameters: found.parameters };
    }
    return matches.length === 0
      ? undefined
      : { allowed: [...new Set(matches.map((m) => m.route.operation.method))] };
  }
}

function match(route: Route, segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  let own = segments;
  if (route.scoped) {
    if (segments.length < route.segments.length) {
      return undefined;
    }
    const cut = segments.length - route.segments.length;
    parameters.scope = segments.slice(0, cut).join("/");
    own = segments.slice(cut);
  }
  for (const [i, template] of route.segments.entries()) {
    const given = own[i] ?? "";
    if (isParameter(template)) {
      if (given === "") {
        return undefined;
      }
      parameters[template.slice(1, -1)] = given;
    } else if (template.toLowerCase() !== given.toLowerCase()) {
      return undefined;
    }
  }
  return parameters;
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{") && segment.endsWith("}");
}
