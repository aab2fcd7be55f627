import type { Clock } from "../clock";
import { type JsonObject, wordOf } from "../json";
import type { ClientSecrets } from "../sign-in/client-secrets";
import type { Directory } from "../sign-in/directory";
import type { Applications } from "./applications";
import { GraphError, graphError } from "./graph-error";

/** Application permissions of Microsoft Graph that are simulated. Source: learn.microsoft.com graph/permissions-reference. */
export type GraphPermission =
  | "Application.Read.All"
  | "Application.ReadWrite.All"
  | "Application.ReadWrite.OwnedBy"
  | "Directory.Read.All";

/** What Microsoft Graph stands on. */
export interface GraphWorld {
  readonly tenantId: string;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly applications: Applications;
  /** What was written of service principals beside who they are, by object id. */
  readonly servicePrincipals: Map<string, JsonObject>;
  readonly secrets: ClientSecrets;
  newId(): string;
}

/** A request to Graph after sign-in. */
export interface GraphCall {
  readonly world: GraphWorld;
  /** Values of the path's parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly principalId: string;
  readonly permissions: ReadonlySet<GraphPermission>;
  readonly endpoint: string;
}

export interface GraphAnswer {
  readonly status: 200 | 201 | 204;
  readonly body?: object;
}

/** One operation of Graph. */
export interface GraphOperation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below the version, for example `applications/{id}`. */
  readonly path: string;
  /** Whether it changes something: then reading permissions do not suffice. */
  readonly writes: boolean;
  readonly witness: string;
  handle(call: GraphCall): GraphAnswer;
}

/** Whether the caller may change an object: any by `All`, its own by `OwnedBy`. */
export function mayWrite(call: GraphCall, owners: readonly string[]): boolean {
  const { permissions, principalId } = call;
  return (
    permissions.has("Application.ReadWrite.All") ||
    (permissions.has("Application.ReadWrite.OwnedBy") && owners.includes(principalId))
  );
}

/** The objects that a list's `$filter` keeps. Only what clients ask for is known: `eq`, `startswith` and `any`. */
export function filtered<T extends object>(call: GraphCall, objects: readonly T[]): T[] {
  const filter = call.query.$filter;
  if (filter === undefined) {
    return [...objects];
  }
  const terms = filter.split(/\s+and\s+/i).map(readTerm);
  return objects.filter((object) => terms.every((term) => term(object)));
}

function readTerm(text: string): (object: object) => boolean {
  const field = (object: object, name: string): unknown =>
    (object as Record<string, unknown>)[name];
  const lower = (value: unknown): string => wordOf(value).toLowerCase();
  const equal = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(text);
  if (equal) {
    const [, name = "", wanted = ""] = equal;
    return (object) => lower(field(object, name)) === lower(wanted.replaceAll("''", "'"));
  }
  const starts = /^\s*startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)\s*$/i.exec(text);
  if (starts) {
    const [, name = "", wanted = ""] = starts;
    return (object) => lower(field(object, name)).startsWith(lower(wanted.replaceAll("''", "'")));
  }
  const any = /^\s*(\w+)\/any\(\s*(\w+)\s*:\s*\2\s+eq\s+'((?:[^']|'')*)'\s*\)\s*$/i.exec(text);
  if (any) {
    const [, name = "", , wanted = ""] = any;
    return (object) => {
      const list = field(object, name);
      return Array.isArray(list) && list.some((entry) => lower(entry) === lower(wanted));
    };
  }
  throw new GraphError(
    400,
    "Request_UnsupportedQuery",
    `Unsupported or invalid query filter: '${text}'.`,
  );
}

/** The names after `$select`, in lower case; `undefined` when everything is asked for. */
export function selected(call: GraphCall): readonly string[] | undefined {
  return call.query.$select?.split(",").map((name) => name.trim().toLowerCase());
}

/** An object with only what was selected. */
export function narrowed(call: GraphCall, object: object): object {
  const names = selected(call);
  return names === undefined
    ? object
    : Object.fromEntries(
        Object.entries(object).filter(([name]) => names.includes(name.toLowerCase())),
      );
}

/** The body as an object. */
export function bodyOf(call: GraphCall): Record<string, unknown> {
  if (typeof call.body !== "object" || call.body === null || Array.isArray(call.body)) {
    throw graphError("Empty Payload. JSON content expected.");
  }
  return call.body as Record<string, unknown>;
}
