/* A query page by page, and its refusal: `@azure/arm-resourcegraph`. */
import { ResourceGraphClient } from "@azure/arm-resourcegraph";
import { endpoint, refusal, secretCredential, show, subscriptionId } from "./set-up";

show(async () => {
  // This client is of the older kind: it takes its audience from the address.
  const client = new ResourceGraphClient(secretCredential(), { baseUri: endpoint });
  const query = "resources | project id, name, tostring(tags.half) | order by name asc";
  const pages: unknown[] = [];
  let skipToken: string | undefined;
  do {
    const answer = await client.resources({
      subscriptions: [subscriptionId],
      query,
      options: { top: 2, ...(skipToken !== undefined && { skipToken }) },
    });
    const rows = answer.data as { name: string; tags_half: string }[];
    pages.push([answer.totalRecords, answer.count, rows.map((row) => [row.name, row.tags_half])]);
    skipToken = answer.skipToken;
  } while (skipToken !== undefined);
  const table = await client.resources({
    query: "resources | summarize machines = count()",
    options: { resultFormat: "table" },
  });
  const refused = await client.resources({ query: "resources | nothing" }).catch(refusal);
  return { pages, table: table.data as unknown, refused };
});
