import assert from "node:assert/strict";
import { ArmClient } from "../../../src/arm/arm-client";
import type { ArmResponse } from "../../../src/arm/transport";
import { Clock } from "../../../src/simulator/index";
import {
  type Caller,
  callerOf,
  errorOf,
  newAzure,
  newGroup,
  subscription,
  subscriptionId,
} from "../caller";

const groups = `${subscription}/resourcegroups?api-version=2021-04-01`;
const group = `${subscription}/resourceGroups/rg`;

function limited(): { azure: ReturnType<typeof newAzure>; owner: Caller } {
  const azure = newAzure({ limits: "enforced" });
  return { azure, owner: callerOf(azure, "Owner") };
}

/** Sends the same request so often, and answers how often each status came, and the last answer. */
async function many(
  times: number,
  send: () => Promise<ArmResponse>,
): Promise<{ counts: Record<number, number>; last: ArmResponse }> {
  const counts: Record<number, number> = {};
  let last = await send();
  for (let i = 1; ; i++) {
    counts[last.status] = (counts[last.status] ?? 0) + 1;
    if (i === times) {
      return { counts, last };
    }
    last = await send();
  }
}

function leftIn({ headers }: ArmResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith("x-ms-ratelimit-")),
  );
}

describe("the limits of requests", () => {
  it("let a principal read 250 times at once, then 25 times a second", async () => {
    const { azure, owner } = limited();
    const read = (): Promise<ArmResponse> => owner.send("GET", groups);
    assert.deepEqual(leftIn(await read()), {
      "x-ms-ratelimit-remaining-subscription-reads": "249",
      "x-ms-ratelimit-remaining-subscription-global-reads": "3749",
    });
    const { counts, last } = await many(260, read);
    assert.deepEqual(counts, { 200: 249, 429: 11 });
    assert.deepEqual(errorOf(last), {
      status: 429,
      code: "SubscriptionRequestsThrottled",
      message:
        `Number of 'read' requests for subscription '${subscriptionId}' actor '${owner.objectId}' exceeded. ` +
        "Please try again after '1' seconds after additional tokens are available. " +
        "Refer to https://aka.ms/arm-throttling for additional information.",
    });
    assert.equal(last.headers["retry-after"], "1");
    azure.clock.advance(1000);
    assert.deepEqual((await many(30, read)).counts, { 200: 25, 429: 5 });
    const other = callerOf(azure, "Reader");
    assert.equal((await other.send("GET", groups)).status, 200);
  });

  it("count writes, actions and deletions, refused ones too, each on their own", async () => {
    const { owner } = limited();
    const id = await newGroup(owner);
    const refused = await owner.send("PUT", `${id}?api-version=2021-04-01`, {});
    assert.deepEqual(leftIn(refused), {
      "x-ms-ratelimit-remaining-subscription-writes": "198",
      "x-ms-ratelimit-remaining-subscription-global-writes": "2998",
    });
    const register = `${subscription}/providers/Microsoft.Compute/register?api-version=2021-04-01`;
    const acted = await owner.send("POST", register);
    assert.equal(leftIn(acted)["x-ms-ratelimit-remaining-subscription-writes"], "197");
    const deleted = await owner.send("DELETE", `${id}-2?api-version=2021-04-01`);
    assert.deepEqual(leftIn(deleted), {
      "x-ms-ratelimit-remaining-subscription-deletes": "199",
      "x-ms-ratelimit-remaining-subscription-global-deletes": "2999",
    });
    const { counts } = await many(200, () => owner.send("POST", register));
    assert.deepEqual(counts, { 200: 197, 429: 3 });
  });

  it("hold at the scope of the tenant too", async () => {
    const { azure, owner } = limited();
    const read = (): Promise<ArmResponse> =>
      owner.send("GET", "/subscriptions?api-version=2022-12-01");
    assert.deepEqual(leftIn(await read()), { "x-ms-ratelimit-remaining-tenant-reads": "249" });
    const { last } = await many(250, read);
    const { status, code, message } = errorOf(last);
    assert.deepEqual([status, code], [429, "TenantRequestsThrottled"]);
    assert.ok(message.startsWith(`Number of 'read' requests for tenant '${azure.tenantId}' actor`));
    assert.equal((await owner.send("GET", groups)).status, 200);
  });

  it("let all principals of a subscription read 3,750 times at once", async () => {
    const { azure } = limited();
    const counts = [];
    for (let i = 0; i < 16; i++) {
      const reader = callerOf(azure, "Reader");
      counts.push((await many(250, () => reader.send("GET", groups))).counts);
    }
    assert.deepEqual(counts, [...Array.from({ length: 15 }, () => ({ 200: 250 })), { 429: 250 }]);
  });

  it("let Site Recovery be written to 200 times a minute", async () => {
    const { azure, owner } = limited();
    await newGroup(owner);
    azure.clock.advance(60_000);
    const fabric = `${group}/providers/Microsoft.RecoveryServices/vaults/v/replicationFabrics/f?api-version=2024-04-01`;
    const write = (): Promise<ArmResponse> => owner.send("PUT", fabric, { properties: {} });
    assert.deepEqual((await many(200, write)).counts, { 404: 200 });
    azure.clock.advance(10_000);
    const { counts, last } = await many(5, write);
    assert.deepEqual(counts, { 429: 5 });
    assert.deepEqual(errorOf(last), {
      status: 429,
      code: "ResourceRequestsThrottled",
      message:
        "Number of requests for Microsoft.RecoveryServices exceeded the limit of '200' for time interval " +
        "'00:01:00'. Please try again after '50' seconds.",
    });
    assert.equal(last.headers["retry-after"], "50");
    assert.equal((await owner.send("GET", fabric)).status, 404);
    azure.clock.advance(50_000);
    assert.equal((await write()).status, 404);
  });

  it("let the patches of a machine be assessed six times, then twice a minute", async () => {
    const { azure, owner } = limited();
    await newGroup(owner);
    const assess = (vm: string) => (): Promise<ArmResponse> =>
      owner.send(
        "POST",
        `${group}/providers/Microsoft.Compute/virtualMachines/${vm}/assessPatches?api-version=2024-11-01`,
      );
    const { counts, last } = await many(8, assess("vm1"));
    assert.deepEqual(counts, { 404: 6, 429: 2 });
    const { error } = last.body as { error: { code: string; details: unknown[] } };
    assert.equal(error.code, "OperationNotAllowed");
    assert.deepEqual(error.details, [
      {
        code: "TooManyRequests",
        target: "VMGuestPatchOperations",
        message: JSON.stringify({
          operationGroup: "VMGuestPatchOperations",
          startTime: "2026-11-01T08:00:00.000Z",
          endTime: "2026-11-01T08:01:00.000Z",
          allowedRequestCount: 6,
          measuredRequestCount: 7,
        }),
      },
    ]);
    assert.deepEqual((await many(6, assess("vm2"))).counts, { 404: 6 });
    azure.clock.advance(60_000);
    assert.deepEqual((await many(3, assess("vm1"))).counts, { 404: 2, 429: 1 });
  });

  it("let storage accounts be listed 100 times and written ten times a second", async () => {
    const { owner } = limited();
    await newGroup(owner);
    const accounts = `${group}/providers/Microsoft.Storage/storageAccounts`;
    const list = await many(101, () => owner.send("GET", `${accounts}?api-version=2024-01-01`));
    assert.deepEqual(list.counts, { 200: 100, 429: 1 });
    assert.deepEqual(errorOf(list.last), {
      status: 429,
      code: "TooManyRequests",
      message:
        "The request is being throttled as the limit has been reached for operation type - List. " +
        "For more information, see - https://aka.ms/srpthrottlinglimits",
    });
    const written = await many(11, () =>
      owner.send("PUT", `${accounts}/a1?api-version=2024-01-01`, {}),
    );
    assert.deepEqual(written.counts, { 400: 10, 429: 1 });
    assert.match(errorOf(written.last).message, /type - Write_ObservationWindow_00:00:01\./);
  });

  it("are waited for by our own client, as long as Azure asks", async () => {
    const { azure, owner } = limited();
    const began = azure.clock.now().getTime();
    const principal = { objectId: owner.objectId };
    const client = new ArmClient(azure.connect(principal).transport);
    for (let i = 0; i < 300; i++) {
      await client.get(groups);
    }
    assert.equal(azure.clock.now().getTime() - began, 2000);
  });

  it("tell the wait in the client's own time", async () => {
    const azure = newAzure({ clock: new Clock({ speed: 0.001 }) });
    const reader = callerOf(azure, "Reader");
    const fast = await many(251, () => reader.send("GET", groups));
    assert.equal(fast.last.headers["retry-after-ms"], "1000000");
  });

  it("are off on a clock that only tests turn, on where it runs, and as they are asked for", async () => {
    const read = async (options: Parameters<typeof newAzure>[0]): Promise<boolean> => {
      const answer = await callerOf(newAzure(options), "Reader").send("GET", groups);
      return Object.keys(leftIn(answer)).length > 0;
    };
    assert.equal(await read({}), false);
    assert.equal(await read({ limits: "enforced" }), true);
    assert.equal(await read({ clock: new Clock({ speed: 600 }) }), true);
    assert.equal(await read({ clock: new Clock({ speed: 600 }), limits: "off" }), false);
  });
});
