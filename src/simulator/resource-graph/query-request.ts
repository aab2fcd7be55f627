import { resourceGraphLimits } from "../../azure/resource-graph-limits";
import { asArray, asObject, asText } from "../json";
import type { Call } from "../operation";
import { invalidRequestContent } from "../resource-manager/arm-errors";
import { requireBody } from "../resource-manager/resource-write";
import { badRequest, couldNotDecodeSkipToken } from "./graph-errors";
import { readSkipToken } from "./paging";

export interface QueryRequest {
  readonly query: string;
  /** In lower case; `undefined` stands for all that the caller may read. */
  readonly subscriptions: readonly string[] | undefined;
  /** Rows to leave out, where the request says so itself. */
  readonly skip: number | undefined;
  /** Rows that the pages before have told; 0 for the first. */
  readonly told: number;
  readonly top: number;
  readonly isTable: boolean;
  /** What a token is bound to. */
  readonly identity: string;
}

/** Reads a request. Source: azure-rest-api-specs resourcegraph, `QueryRequest` and `QueryRequestOptions`. */
export function readQueryRequest(call: Call): QueryRequest {
  const body = requireBody(call);
  const query = asText(body.query);
  if (query === undefined || query.trim() === "") {
    throw invalidRequestContent("Required property 'query' not found in JSON. Path ''");
  }
  if (asArray(body.facets).length > 0) {
    throw badRequest(call, "FacetsNotSimulated", "Facets are not simulated.");
  }
  if (asArray(body.managementGroups).length > 0) {
    throw badRequest(
      call,
      "ManagementGroupsNotSimulated",
      "Management groups are not simulated: name subscriptions, or none for all.",
    );
  }
  const named = body.subscriptions;
  const subscriptions = Array.isArray(named)
    ? named.map((id: unknown) => String(id).toLowerCase())
    : undefined;
  const options = asObject(body.options);
  const identity = JSON.stringify([query, subscriptions ?? null, call.principalId]);
  const token = asText(options.$skipToken);
  const continued = token === undefined ? undefined : readSkipToken(token, identity);
  if (token !== undefined && continued === undefined) {
    throw couldNotDecodeSkipToken(call);
  }
  return {
    query,
    subscriptions,
    skip: wholeNumber(call, options, "$skip", 0, Number.MAX_SAFE_INTEGER),
    told: continued?.skip ?? 0,
    top:
      wholeNumber(call, options, "$top", 1, resourceGraphLimits.rowsPerPage) ??
      continued?.top ??
      resourceGraphLimits.rowsPerPage,
    isTable: formatOf(call, options.resultFormat) === "table",
    identity,
  };
}

function wholeNumber(
  call: Call,
  options: Record<string, unknown>,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = options[name];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most}`;
    throw badRequest(
      call,
      "InvalidRequestOptions",
      `The option '${name}' must be a whole number, ${range}.`,
    );
  }
  return value;
}

/** Objects unless told otherwise; before 2021-03-01 a table. Source: azure-rest-api-specs resourcegraph (default of `resultFormat`). */
function formatOf(call: Call, value: unknown): string {
  if (value === undefined || value === null) {
    return call.apiVersion < "2021-03-01" ? "table" : "objectArray";
  }
  const format = asText(value)?.toLowerCase();
  if (format !== "table" && format !== "objectarray") {
    throw badRequest(
      call,
      "InvalidRequestOptions",
      "The option 'resultFormat' is neither 'table' nor 'objectArray'.",
    );
  }
  return format;
}
