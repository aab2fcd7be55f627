import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import { ArmError } from "../operation";

type Test = (resource: StoredResource) => boolean;

/** What can be compared, by its name in lower case. */
const fields: Readonly<Record<string, (resource: StoredResource) => string>> = {
  identity: (resource) => asText(valueAt(resource, "identity.type")) ?? "",
  "identity/principalid": (resource) => asText(valueAt(resource, "identity.principalId")) ?? "",
  location: (resource) => asText(resource.location) ?? "",
  name: (resource) => resource.name,
  resourcegroup: (resource) => /\/resourcegroups\/([^/]+)/i.exec(resource.id)?.[1] ?? "",
  resourcetype: (resource) => resource.type,
};

/**
 * The resources that a list's `$filter` keeps: `eq` and `ne` of a property, `substringof('x', name)`,
 * tags by name and value, joined by `and` and `or`, of which `and` binds tighter.
 *
 * Source: learn.microsoft.com rest/api/resources/resources/list ($filter).
 */
export function resourceFilter(filter: string | undefined): Test {
  if (filter === undefined || filter.trim() === "") {
    return () => true;
  }
  const alternatives = filter
    .split(/\s+or\s+/i)
    .map((alternative) =>
      alternative.split(/\s+and\s+/i).map((clause) => clauseOf(clause, filter)),
    );
  return (resource) => alternatives.some((tests) => matchesAll(tests, resource));
}

/** A clause on the value of a tag speaks of the tag that another clause of the same alternative names. */
interface Clause {
  readonly test: (resource: StoredResource, tagName: string | undefined) => boolean;
  readonly tagName?: string;
}

function matchesAll(clauses: readonly Clause[], resource: StoredResource): boolean {
  const tagName = clauses.find((clause) => clause.tagName !== undefined)?.tagName;
  return clauses.every(({ test }) => test(resource, tagName));
}

function clauseOf(clause: string, filter: string): Clause {
  const comparison = /^\s*([\w/]+)\s+(eq|ne)\s+'((?:[^']|'')*)'\s*$/i.exec(clause);
  const [, name = "", operator = "", quoted = ""] = comparison ?? [];
  const value = quoted.replaceAll("''", "'").toLowerCase();
  const field = fields[name.toLowerCase()];
  if (field !== undefined) {
    const wanted = operator.toLowerCase() === "eq";
    return { test: (resource) => (field(resource).toLowerCase() === value) === wanted };
  }
  if (name.toLowerCase() === "tagname" && operator.toLowerCase() === "eq") {
    return { tagName: value, test: (resource) => tagOf(resource, value) !== undefined };
  }
  if (name.toLowerCase() === "tagvalue" && operator.toLowerCase() === "eq") {
    return {
      test: (resource, tagName) =>
        tagName === undefined
          ? Object.values(asObject(resource.tags)).some((tag) => sameText(tag, value))
          : sameText(tagOf(resource, tagName), value),
    };
  }
  const [, part = "", of = ""] = /^\s*substringof\('([^']*)',\s*(\w+)\)\s*$/i.exec(clause) ?? [];
  const within = fields[of.toLowerCase()];
  if (within !== undefined && ["name", "resourcegroup"].includes(of.toLowerCase())) {
    return { test: (resource) => within(resource).toLowerCase().includes(part.toLowerCase()) };
  }
  const [, start] = /^\s*startswith\(tagname,\s*'([^']*)'\)\s*$/i.exec(clause) ?? [];
  if (start !== undefined) {
    return {
      test: (resource) =>
        Object.keys(asObject(resource.tags)).some((tag) =>
          tag.toLowerCase().startsWith(start.toLowerCase()),
        ),
    };
  }
  throw new ArmError(
    400,
    "InvalidFilterInQueryString",
    `Invalid $filter '${filter}' specified in the query string.`,
  );
}

/** The value of a tag, whose name is compared without case. */
function tagOf(resource: StoredResource, name: string): unknown {
  return Object.entries(asObject(resource.tags)).find(([tag]) => tag.toLowerCase() === name)?.[1];
}

function sameText(value: unknown, lower: string): boolean {
  return asText(value)?.toLowerCase() === lower;
}
