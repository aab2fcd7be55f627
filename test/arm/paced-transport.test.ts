import assert from "node:assert/strict";
import { PacedTransport } from "../../src/arm/paced-transport";
import type { HttpMethod } from "../../src/arm/transport";
import { ClockedTransport } from "./clocked-transport";

const subscription = "/subscriptions/11111111-1111-1111-1111-111111111111";
const group = `${subscription}/resourceGroups/rg/providers`;

/** How many requests of a kind left in which second, when all are made at once. */
async function seconds(
  count: number,
  method: HttpMethod,
  url: (index: number) => string,
): Promise<Record<string, number>> {
  const inner = new ClockedTransport();
  const transport = new PacedTransport(inner);
  await Promise.all(
    Array.from({ length: count }, (_, index) => transport.send({ method, url: url(index) })),
  );
  const bySecond: Record<string, number> = {};
  for (const { atSecond } of inner.sent) {
    bySecond[atSecond] = (bySecond[atSecond] ?? 0) + 1;
  }
  return bySecond;
}

describe("PacedTransport", () => {
  it("lets Site Recovery's 200 writes a minute through at once, and the next a minute later", async () => {
    const url = (index: number) =>
      `${group}/Microsoft.RecoveryServices/vaults/v/replicationFabrics/f${index}?api-version=1`;
    assert.deepEqual(await seconds(450, "PATCH", url), { 0: 200, 60.2: 200, 120.4: 50 });
  });

  it("keeps Azure Resource Manager's buckets: 250 reads, then 25 a second", async () => {
    const url = () => `${subscription}/resourceGroups?api-version=1`;
    assert.deepEqual(await seconds(300, "GET", url), { 0: 250, 1.2: 25, 2.2: 25 });
  });

  it("keeps the limits of Compute for one machine and for all", async () => {
    const assess = (index: number) =>
      `${group}/Microsoft.Compute/virtualMachines/vm${index}/assessPatches?api-version=1`;
    assert.deepEqual(await seconds(8, "POST", () => assess(1)), { 0: 6, 60.2: 2 });
    const all = await seconds(700, "POST", assess);
    // 200 writes of Azure Resource Manager at once and 10 a second, and 600 assessments in the first minute.
    const firstMinute = Object.entries(all)
      .filter(([second]) => Number(second) < 60)
      .reduce((sum, [, each]) => sum + each, 0);
    assert.equal(firstMinute, 600);
  });

  it("asks Resource Graph 15 times in five seconds", async () => {
    const url = () => "/providers/Microsoft.ResourceGraph/resources?api-version=1";
    assert.deepEqual(await seconds(31, "POST", url), { 0: 15, 5.2: 15, 10.4: 1 });
  });

  it("counts each subscription for itself, and addresses that Azure names like any other", async () => {
    const other = "/subscriptions/22222222-2222-2222-2222-222222222222";
    const url = (index: number) =>
      index % 2 === 0
        ? `https://management.example${subscription}/resourceGroups?api-version=1`
        : `${other}/resourceGroups?api-version=1`;
    assert.deepEqual(await seconds(500, "GET", url), { 0: 500 });
  });

  it("gives a turn up when it is aborted, and lets the next through", async () => {
    const inner = new ClockedTransport();
    const transport = new PacedTransport(inner);
    const signal = AbortSignal.abort(new Error("The run was ended."));
    const request = { method: "GET", url: `${subscription}?api-version=1` } as const;
    await assert.rejects(transport.send(request, signal), { message: "The run was ended." });
    await transport.send(request);
    assert.equal(inner.sent.length, 1);
  });
});
