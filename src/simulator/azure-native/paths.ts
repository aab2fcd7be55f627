import type { JsonObject } from "./json-values";
import { parametersOf } from "./translation";

/** Parameters that are themselves paths: they go into an address as they are. */
const wholePaths: ReadonlySet<string> = new Set([
  "scope",
  "resourceUri",
  "resourceId",
  "parentResourcePath",
  "resourceType",
]);

/** Whole paths that programs write with a leading slash. */
const rooted: ReadonlySet<string> = new Set(["scope", "resourceUri", "resourceId"]);

/** The id that a path template and its arguments make. */
export function fillPath(path: string, subscriptionId: string, args: JsonObject): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === "subscriptionId" ? subscriptionId : args[name];
    if (typeof value !== "string") {
      throw new Error(
        `expected a string for '${name}', a part of the path, but got ${String(value)}`,
      );
    }
    return wholePaths.has(name) ? value.replace(/^\/+|\/+$/g, "") : escapeSegment(value);
  });
  return filled.replace(/^\/+/, "/");
}

/** The arguments that an id holds; throws when the id is none of the template's. */
export function parseId(id: string, path: string): Record<string, string> {
  const names = parametersOf(path);
  const pattern = path
    .split(/\{\w+\}/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .reduce((before, text, index) => {
      const value = wholePaths.has(names[index - 1] ?? "") ? "(.*?)" : "([^/]+)";
      return `${before}${value}${text}`;
    });
  const match = new RegExp(`^${pattern}$`, "i").exec(id);
  if (match === null) {
    throw new Error(`failed to parse '${id}' against the path '${path}'`);
  }
  return Object.fromEntries(
    names.map((name, index) => {
      const value = decodeURIComponent(match[index + 1] ?? "");
      return [name, rooted.has(name) ? `/${value}` : value];
    }),
  );
}

/** The address of an id with its api-version and further query parameters. */
export function urlOf(
  id: string,
  apiVersion: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const parameters = Object.entries({ "api-version": apiVersion, ...query }).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${id.replace(/ /g, "%20")}?${parameters.join("&")}`;
}

/** As Go escapes a path segment, which is what the provider does: `; , /` are escaped, `@ : = & + $` are not. */
function escapeSegment(value: string): string {
  return encodeURIComponent(value)
    .replace(/%(40|3A|3D|26|2B|24)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
