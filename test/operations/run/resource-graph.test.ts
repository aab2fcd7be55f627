import assert from "node:assert/strict";
import type { ArmRequest, ArmResponse } from "../../../src/arm/transport";
import { machinesQuery } from "../../../src/azure/resource-graph-queries";
import { queryAll } from "../../../src/operations/run/resource-graph";
import { Run } from "../../../src/operations/run/run";
import { ClockedTransport, empty } from "../../arm/clocked-transport";

interface Asked {
  readonly subscriptions: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A Resource Graph with so many pages, some of which fail the first times they are asked for. */
function pagesOf(
  count: number,
  failure: (page: number, tries: number) => ArmResponse | undefined = () => undefined,
) {
  const tries = new Map<number, number>();
  const asked: Asked[] = [];
  const transport = new ClockedTransport(({ body }: ArmRequest) => {
    asked.push(body as Asked);
    const page = Number((body as Asked).options.$skipToken ?? 1);
    tries.set(page, (tries.get(page) ?? 0) + 1);
    const next = page < count ? { $skipToken: String(page + 1) } : {};
    return (
      failure(page, tries.get(page) ?? 0) ?? {
        ...empty,
        body: { data: [{ name: `machine${page}` }], ...next },
      }
    );
  });
  const connection = { transport, subscriptionId: "s", tenantId: "t" };
  return { run: new Run({ connection }), asked };
}

const broken: ArmResponse = { status: 503, headers: {}, body: {} };

describe("asking Azure Resource Graph", () => {
  it("reads all pages, a thousand rows each, of the connection's subscription", async () => {
    const { run, asked } = pagesOf(3);
    const rows = await queryAll(run, machinesQuery());
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["machine1", "machine2", "machine3"],
    );
    assert.deepEqual(
      asked.map(({ subscriptions, options }) => [subscriptions, options]),
      [
        [["s"], { resultFormat: "objectArray", $top: 1000 }],
        [["s"], { resultFormat: "objectArray", $top: 1000, $skipToken: "2" }],
        [["s"], { resultFormat: "objectArray", $top: 1000, $skipToken: "3" }],
      ],
    );
  });

  it("asks of the subscriptions that are named", async () => {
    const { run, asked } = pagesOf(1);
    await queryAll(run, machinesQuery(), ["a", "b"]);
    assert.deepEqual(asked[0]?.subscriptions, ["a", "b"]);
  });

  it("asks for each page again that fails, and answers every row once", async () => {
    const { run, asked } = pagesOf(10, (page, tries) =>
      page % 2 === 0 && tries < 3 ? broken : undefined,
    );
    const rows = await queryAll(run, machinesQuery());
    assert.deepEqual(
      rows.map(({ name }) => name),
      Array.from({ length: 10 }, (_, index) => `machine${index + 1}`),
    );
    assert.equal(asked.length, 20);
  });

  it("fails when a page fails for good: half the rows are no answer", async () => {
    const { run } = pagesOf(10, (page) => (page > 5 ? broken : undefined));
    await assert.rejects(queryAll(run, machinesQuery()), /answered 503/);
  });

  it("ends when a page names itself as the next", async () => {
    const { run, asked } = pagesOf(3, (page) =>
      page === 2
        ? { ...empty, body: { data: [{ name: "machine2" }], $skipToken: "2" } }
        : undefined,
    );
    assert.equal((await queryAll(run, machinesQuery())).length, 2);
    assert.equal(asked.length, 2);
  });
});
