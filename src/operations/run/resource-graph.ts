import { asObject } from "../../arm/errors";
import { resourceGraphLimits } from "../../azure/resource-graph-limits";
import type { GraphQuery } from "../../azure/resource-graph-queries";
import type { Run } from "./run";

const url = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

/**
 * All rows of a query of Azure Resource Graph, page after page.
 *
 * @param subscriptions - Ids. Defaults to the connection's subscription.
 */
export async function queryAll<Row extends object>(
  run: Run,
  query: GraphQuery<Row>,
  subscriptions: readonly string[] = [],
): Promise<Row[]> {
  const rows: Row[] = [];
  let token: string | undefined;
  do {
    const { body } = await run.client.post(
      url,
      {
        subscriptions: run.subscriptionsOf(subscriptions),
        query: query.text,
        options: {
          resultFormat: "objectArray",
          $top: resourceGraphLimits.rowsPerPage,
          ...(token === undefined ? {} : { $skipToken: token }),
        },
      },
      run.signal,
    );
    const page = asObject(body);
    const data: unknown[] = Array.isArray(page?.data) ? page.data : [];
    rows.push(...(data as Row[]));
    const next = page?.$skipToken;
    token = typeof next === "string" && next !== "" && next !== token ? next : undefined;
  } while (token !== undefined);
  return rows;
}
