import { type Answer, ArmError, type Call, type Operation } from "../operation";
import { errorAnswer } from "../resource-manager/resource-manager";
import type { World } from "../world";
import { accessDenied, invalidQuery, rateLimiting } from "./graph-errors";
import { skipTokenOf } from "./paging";
import { runQuery, type Source } from "./query/evaluate";
import { readQuery } from "./query/operator-parser";
import { QueryRefusal } from "./query/refusal";
import type { Query } from "./query/syntax";
import type { Row, Table } from "./query/table";
import { columnDataType, compare, jsonOf } from "./query/values";
import { type QueryRequest, readQueryRequest } from "./query-request";
import { countQuery } from "./quota";
import { readerOf } from "./readers";
import { graphColumns, laidOut, placeOf } from "./tables/graph-row";
import { graphTables } from "./tables/tables";

/** Azure Resource Graph: queries over everything that the caller may read. */
export function resourceGraphOperations(world: World): Operation[] {
  return [
    {
      id: "Resources",
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      // Azure asks for no right of its own: a result holds what the caller may read.
      action: undefined,
      witness:
        "azure-rest-api-specs resourcegraph examples/2021-03-01/ResourcesNextPageQuery.json; learn.microsoft.com governance/resource-graph/concepts/work-with-data",
      handle: (call) => answerQuery(world, call),
    },
  ];
}

/** Every answer tells the quota that is left, a refusal too. */
function answerQuery(world: World, call: Call): Answer {
  const { isExceeded, headers } = countQuery(call, call.principalId);
  try {
    if (isExceeded) {
      throw rateLimiting(call);
    }
    return { status: 200, headers, body: result(world, call) };
  } catch (error) {
    if (error instanceof ArmError) {
      return { ...errorAnswer(error), headers };
    }
    throw error;
  }
}

function result(world: World, call: Call): object {
  const request = readQueryRequest(call);
  requireReadable(world, call, request);
  const query = understood(call, request, () => readQuery(request.query));
  const source = sourceOf(world, call, request);
  const table = inOrder(
    query,
    understood(call, request, () => runQuery(query, source)),
  );
  const total = table.rows.length;
  // Source: learn.microsoft.com work-with-data: skipping does nothing to a query that takes so many rows.
  const takes = query.operators.some(({ kind }) => kind === "take");
  const skip = (takes ? undefined : request.skip) ?? request.told;
  const rows = table.rows.slice(skip, skip + request.top);
  const next = skip + rows.length;
  const isMore = next < total;
  const hasId = table.columns.some(({ name }) => name === "id");
  return {
    totalRecords: total,
    count: rows.length,
    resultTruncated: String(isMore && !hasId),
    ...(isMore &&
      hasId && { $skipToken: skipTokenOf({ skip: next, top: request.top }, request.identity) }),
    data: request.isTable ? asTable(table, rows) : asObjects(table, rows),
    facets: [],
  };
}

function understood<T>(call: Call, { query }: QueryRequest, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof QueryRefusal ? invalidQuery(call, query, error) : error;
  }
}

/** Source: learn.microsoft.com governance/resource-graph/troubleshoot/general: one of the named subscriptions must be readable. */
function requireReadable(world: World, call: Call, { subscriptions }: QueryRequest): void {
  const own = `/subscriptions/${world.subscriptionId}`;
  if (
    subscriptions !== undefined &&
    subscriptions.length > 0 &&
    !(subscriptions.includes(world.subscriptionId) && world.access.sees(call.principalId, own))
  ) {
    throw accessDenied(call);
  }
}

/** The tables as the caller sees them in the subscriptions that it names; each is made once for a query. */
function sourceOf(world: World, call: Call, { subscriptions }: QueryRequest): Source {
  const mayRead = readerOf(world, call.principalId);
  const wanted =
    subscriptions === undefined || subscriptions.length === 0 ? undefined : new Set(subscriptions);
  const tables = new Map<string, Table>();
  return {
    now: call.clock.now(),
    table: (name, type) => {
      const rowsOf = graphTables.get(name);
      if (rowsOf === undefined) {
        return undefined;
      }
      const key = `${name} ${type ?? ""}`;
      const table = tables.get(key) ?? {
        columns: graphColumns,
        rows: rowsOf(world, type).flatMap((row): Row[] => {
          const place = placeOf(row.id);
          const isNamed = wanted?.has(place.subscriptionId.toLowerCase()) ?? true;
          return isNamed && mayRead(row, place) ? [laidOut(row, place, world.tenantId)] : [];
        }),
      };
      tables.set(key, table);
      return table;
    },
  };
}

/** Pages need an order: what the query does not order comes by id. */
function inOrder({ operators }: Query, table: Table): Table {
  const id = table.columns.findIndex(({ name }) => name === "id");
  const isOrdered = operators.some(({ kind }) => ["order", "top", "take"].includes(kind));
  return id < 0 || isOrdered
    ? table
    : {
        ...table,
        rows: [...table.rows].sort((a, b) => compare(a[id] ?? null, b[id] ?? null) ?? 0),
      };
}

function asObjects({ columns }: Table, rows: readonly Row[]): object[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, index) => [name, jsonOf(row[index] ?? null)])),
  );
}

function asTable({ columns }: Table, rows: readonly Row[]): object {
  return {
    columns: columns.map(({ name, type }) => ({ name, type: columnDataType(type) })),
    rows: rows.map((row) => row.map(jsonOf)),
  };
}
