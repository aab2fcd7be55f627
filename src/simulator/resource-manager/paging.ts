import type { Call } from "../operation";

/**
 * A list in Azure's shape: `value`, and `nextLink` while there is more. The link repeats the query
 * with a `$skipToken`.
 */
export function page<T>(
  call: Pick<Call, "endpoint" | "path" | "query">,
  all: readonly T[],
  pageSize = Number.POSITIVE_INFINITY,
): { readonly value: readonly T[]; readonly nextLink?: string } {
  const start = Number(call.query.$skiptoken ?? "0");
  const end = start + pageSize;
  if (end >= all.length) {
    return { value: all.slice(start) };
  }
  const query = new URLSearchParams({ ...call.query, $skiptoken: String(end) });
  return {
    value: all.slice(start, end),
    nextLink: `${call.endpoint}${call.path}?${query.toString()}`,
  };
}
