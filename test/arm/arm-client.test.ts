import assert from "node:assert/strict";
import { ArmClient } from "../../src/arm/arm-client";
import { ArmRequestError, ConnectionError } from "../../src/arm/errors";
import type { RetryOptions } from "../../src/arm/retry";
import { FakeTransport, envelope, type Scripted } from "./fake-transport";

const url = "/subscriptions/s/resourceGroups/rg?api-version=2024-03-01";
const steady: RetryOptions = { random: () => 0.5 };

function clientOf(...answers: Scripted[]): { client: ArmClient; transport: FakeTransport } {
  const transport = new FakeTransport(...answers);
  return { client: new ArmClient(transport, steady), transport };
}

describe("ArmClient", () => {
  it("sends each verb with its body once", async () => {
    const { client, transport } = clientOf({}, {}, {}, {}, {}, {});
    await client.get(url);
    await client.put(url, { location: "westeurope" });
    await client.patch(url, { tags: {} });
    await client.post(url);
    await client.post(url, {});
    await client.delete(url);
    assert.deepEqual(transport.requests, [
      `GET ${url}`,
      `PUT ${url}`,
      `PATCH ${url}`,
      `POST ${url}`,
      `POST ${url}`,
      `DELETE ${url}`,
    ]);
    assert.deepEqual(transport.bodies, [
      undefined,
      { location: "westeurope" },
      { tags: {} },
      undefined,
      {},
      undefined,
    ]);
  });

  it("takes a connection as well as a bare transport", async () => {
    const transport = new FakeTransport({ body: { name: "rg" } });
    const client = new ArmClient({ transport, subscriptionId: "s", tenantId: "t" });
    assert.deepEqual((await client.get(url)).body, { name: "rg" });
  });

  it("answers undefined for what is not there, and throws every other refusal", async () => {
    const missing = clientOf({ status: 404, body: envelope("ResourceGroupNotFound", "No.") });
    assert.equal(await missing.client.getOrUndefined(url), undefined);
    const refused = clientOf({ status: 403, body: envelope("AuthorizationFailed", "No.") });
    await assert.rejects(refused.client.getOrUndefined(url), ArmRequestError);
  });

  it("follows the pages of a listing, and stops at a page that names itself", async () => {
    const second = "https://management.azure.com/next?page=2";
    const { client, transport } = clientOf(
      { body: { value: [{ name: "a" }, { name: "b" }], nextLink: second } },
      { body: { value: [{ name: "c" }], nextLink: second } },
    );
    assert.deepEqual(await client.list(url), [{ name: "a" }, { name: "b" }, { name: "c" }]);
    assert.deepEqual(transport.requests, [`GET ${url}`, `GET ${second}`]);
  });

  for (const status of [408, 429, 500, 502, 503, 504]) {
    it(`repeats a request after ${status}`, async () => {
      const { client, transport } = clientOf({ status }, { status: 200 });
      assert.equal((await client.put(url, {})).status, 200);
      assert.deepEqual(transport.waits, [1000]);
    });
  }

  it("repeats a request while another operation holds the resource, not after other conflicts", async () => {
    const busy = { status: 409, body: envelope("AnotherOperationInProgress", "Busy.") };
    const waiting = clientOf(busy, busy, {});
    await waiting.client.put(url, {});
    assert.deepEqual(waiting.transport.waits, [1000, 2000]);
    const conflict = clientOf({ status: 409, body: envelope("Conflict", "Taken.") });
    await assert.rejects(conflict.client.put(url, {}), /answered 409 Conflict: Taken\./);
    assert.deepEqual(conflict.transport.waits, []);
  });

  it("doubles its pauses up to half a minute and gives up after six retries", async () => {
    const answers = Array.from({ length: 8 }, () => ({ status: 503, body: "Service Unavailable" }));
    const { client, transport } = clientOf(...answers);
    await assert.rejects(client.get(url), {
      name: "ArmRequestError",
      status: 503,
      message: `GET ${url} answered 503 HTTP 503: Service Unavailable`,
    });
    assert.deepEqual(transport.waits, [1000, 2000, 4000, 8000, 16_000, 30_000]);
    assert.equal(transport.left, 1);
  });

  it("waits as long as Azure asks, in each of its notations", async () => {
    const { client, transport } = clientOf(
      { status: 429, headers: { "retry-after": "17" } },
      { status: 429, headers: { "retry-after-ms": "250", "retry-after": "17" } },
      { status: 503, headers: { "x-ms-retry-after-ms": "40" } },
      { status: 503, headers: { "retry-after": new Date(0).toUTCString() } },
      {},
    );
    await client.get(url);
    assert.deepEqual(transport.waits, [17_000, 250, 40, 0]);
  });

  it("gives the refusal back when Azure asks for more than five minutes", async () => {
    const { client, transport } = clientOf({
      status: 429,
      headers: { "retry-after": "301" },
      body: envelope("SubscriptionRequestsThrottled", "Too many."),
    });
    await assert.rejects(client.get(url), { code: "SubscriptionRequestsThrottled" });
    assert.deepEqual(transport.waits, []);
  });

  it("repeats an unanswered request unless it is a POST", async () => {
    const broken = new ConnectionError({ method: "PUT", url }, "socket hang up", { mayPass: true });
    const put = clientOf(broken, {});
    await put.client.put(url, {});
    assert.equal(put.transport.requests.length, 2);
    const post = clientOf(broken, {});
    await assert.rejects(post.client.post(url), {
      name: "ConnectionError",
      message: `PUT ${url} got no answer: socket hang up.`,
    });
    assert.equal(post.transport.requests.length, 1);
  });

  it("passes on at once what is no broken connection", async () => {
    const { client, transport } = clientOf(new Error("sign-in refused"), {});
    await assert.rejects(client.get(url), /^Error: sign-in refused$/);
    assert.deepEqual(transport.waits, []);
  });

  it("stops at an abort, before a request and between two tries", async () => {
    const reason = new Error("cancelled");
    const before = clientOf({});
    await assert.rejects(before.client.get(url, AbortSignal.abort(reason)), reason);
    assert.deepEqual(before.transport.requests, []);

    const between = clientOf({ status: 503 }, {});
    const controller = new AbortController();
    between.transport.onWait = () => {
      controller.abort(reason);
    };
    await assert.rejects(between.client.get(url, controller.signal), reason);
    assert.equal(between.transport.requests.length, 1);
  });
});
