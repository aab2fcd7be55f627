/**
 * Limits of Azure Resource Graph.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/guidance-for-throttled-requests
 * (queries), concepts/query-language (operators); azure-rest-api-specs resourcegraph,
 * `QueryRequestOptions` (rows).
 */
export const resourceGraphLimits = {
  /** Queries of one user in a window. */
  queriesPerWindow: 15,
  windowInSeconds: 5,
  /** Rows of one page. */
  rowsPerPage: 1000,
  /** How often each of these operators may stand in one query; of `union` it is the tables that are added. */
  operators: { join: 3, "mv-expand": 3, union: 3 },
  /** Rows that `mv-expand` makes of one row, where the query does not say. */
  defaultExpandedRows: 128,
  /** Rows that `mv-expand` makes of one row at the most. */
  largestExpandedRows: 400,
} as const;

/** What an answer tells of the quota that is left. */
export interface ResourceGraphQuota {
  readonly remainingQueries: number;
  readonly resetsAfterInSeconds: number;
}

/**
 * Reads the quota from the headers of an answer, names in lower case; `undefined` when it tells none.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/guidance-for-throttled-requests.
 */
export function resourceGraphQuota(
  headers: Readonly<Record<string, string | undefined>>,
): ResourceGraphQuota | undefined {
  const remaining = headers["x-ms-user-quota-remaining"];
  const [, hours, minutes, seconds] =
    /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(headers["x-ms-user-quota-resets-after"] ?? "") ?? [];
  if (remaining === undefined || !/^\d+$/.test(remaining) || hours === undefined) {
    return undefined;
  }
  return {
    remainingQueries: Number(remaining),
    resetsAfterInSeconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
  };
}
