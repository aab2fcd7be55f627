import assert from "node:assert/strict";
import { ArmClient } from "../../src/arm/arm-client";
import { ArmOperationError } from "../../src/arm/errors";
import type { SettleOptions } from "../../src/arm/long-running";
import type { ArmRequest, ArmResponse } from "../../src/arm/transport";
import { FakeTransport, envelope, type Scripted } from "./fake-transport";

const resource = "/subscriptions/s/resourceGroups/rg/providers/P/t/n?api-version=1";
const operation = "/subscriptions/s/providers/P/operations/1?api-version=1&s=signature";
const location = "https://management.azure.com/subscriptions/s/providers/P/results/1?api-version=1";

interface Settled {
  readonly answer: ArmResponse;
  readonly transport: FakeTransport;
}

async function settled(
  request: ArmRequest,
  answers: Scripted[],
  options: SettleOptions = {},
): Promise<Settled> {
  const transport = new FakeTransport(...answers);
  const client = new ArmClient(transport, { random: () => 0.5 });
  const answer = await client.sendAndSettle(request, options);
  assert.equal(transport.left, 0, "every scripted answer was asked for");
  return { answer, transport };
}

const put: ArmRequest = { method: "PUT", url: resource, body: {} };
const post: ArmRequest = { method: "POST", url: "/act?api-version=1" };
const remove: ArmRequest = { method: "DELETE", url: resource };
const status = (word: string): Partial<ArmResponse> => ({ body: { status: word } });

describe("settle", () => {
  it("returns an answer that began nothing", async () => {
    const body = { name: "n", properties: { provisioningState: "Succeeded" } };
    const made = await settled(put, [{ status: 201, body }]);
    assert.deepEqual(made.answer.body, body);
    assert.deepEqual(made.transport.waits, []);
    assert.equal((await settled(remove, [{ status: 204 }])).answer.status, 204);
    assert.deepEqual((await settled(post, [{ body: { keys: [] } }])).answer.body, { keys: [] });
  });

  it("polls Azure-AsyncOperation at Azure's pace, then reads the resource", async () => {
    const { answer, transport } = await settled(put, [
      { status: 201, headers: { "azure-asyncoperation": operation, "retry-after": "30" } },
      { ...status("InProgress"), headers: { "retry-after": "5" } },
      status("Updating"),
      status("Succeeded"),
      { body: { name: "n" } },
    ]);
    assert.deepEqual(answer.body, { name: "n" });
    assert.deepEqual(transport.waits, [30_000, 5000, 10_000]);
    assert.deepEqual(transport.requests, [
      `PUT ${resource}`,
      `GET ${operation}`,
      `GET ${operation}`,
      `GET ${operation}`,
      `GET ${resource}`,
    ]);
  });

  it("does not ask a DELETE for its resource", async () => {
    const { transport } = await settled(remove, [
      { status: 202, headers: { "azure-asyncoperation": operation, location } },
      status("Succeeded"),
    ]);
    assert.deepEqual(transport.requests, [`DELETE ${resource}`, `GET ${operation}`]);
  });

  it("reads a POST's result from Location, and does without it when it is gone", async () => {
    const headers = { "azure-asyncoperation": operation, location };
    const kept = await settled(post, [
      { status: 202, headers },
      status("Succeeded"),
      { body: { assessed: 3 } },
    ]);
    assert.deepEqual(kept.answer.body, { assessed: 3 });
    const gone = await settled(post, [
      { status: 202, headers },
      status("Succeeded"),
      { status: 404, body: envelope("NotFound", "Gone.") },
    ]);
    assert.deepEqual(gone.answer.body, { status: "Succeeded" });
  });

  it("polls Location alone until it no longer answers 202", async () => {
    const moved = `${location}&moved=1`;
    const { answer, transport } = await settled(post, [
      { status: 202, headers: { location, "retry-after": "1" } },
      { status: 202, headers: { location: moved } },
      { status: 200, body: { done: true } },
    ]);
    assert.deepEqual(answer.body, { done: true });
    assert.deepEqual(transport.requests.slice(1), [`GET ${location}`, `GET ${moved}`]);
    assert.deepEqual(transport.waits, [1000, 10_000]);
    const written = await settled(put, [
      { status: 202, headers: { location } },
      { status: 204 },
      { body: { name: "n" } },
    ]);
    assert.deepEqual(written.answer.body, { name: "n" });
  });

  it("does not poll the Location of a finished 200", async () => {
    const body = { name: "n" };
    const { transport } = await settled(put, [{ status: 200, headers: { location }, body }]);
    assert.equal(transport.requests.length, 1);
  });

  it("reads provisioningState where no header names an operation", async () => {
    const state = (provisioningState: string): Partial<ArmResponse> => ({
      body: { properties: { provisioningState } },
    });
    const { answer, transport } = await settled(put, [
      { ...state("Creating"), status: 201 },
      state("Updating"),
      state("Succeeded"),
    ]);
    assert.deepEqual(answer.body, { properties: { provisioningState: "Succeeded" } });
    assert.deepEqual(transport.waits, [10_000, 10_000]);
    await assert.rejects(settled(put, [state("Creating"), state("Failed")]), {
      name: "ArmOperationError",
      message: `PUT ${resource} was accepted but ended as Failed: Azure gave no reason.`,
    });
  });

  it("reads the resource after a PUT's 202 without a header", async () => {
    const { transport } = await settled(put, [{ status: 202 }, { body: { name: "n" } }]);
    assert.deepEqual(transport.requests, [`PUT ${resource}`, `GET ${resource}`]);
  });

  it("names the request, the operation's end, and Azure's code and text", async () => {
    const failing = settled(put, [
      { status: 202, headers: { "azure-asyncoperation": operation } },
      { body: { status: "Failed", ...envelope("VaultQuotaExceeded", "The vault is full.") } },
    ]);
    await assert.rejects(failing, (error: unknown) => {
      assert.ok(error instanceof ArmOperationError);
      assert.equal(error.operationStatus, "Failed");
      assert.equal(error.code, "VaultQuotaExceeded");
      assert.equal(
        error.message,
        `PUT ${resource} was accepted but ended as Failed: VaultQuotaExceeded: The vault is full.`,
      );
      return true;
    });
  });

  it("takes Canceled for a failure", async () => {
    await assert.rejects(
      settled(post, [
        { status: 202, headers: { "azure-asyncoperation": operation } },
        status("Canceled"),
      ]),
      { operationStatus: "Canceled", code: "Canceled" },
    );
  });

  const job =
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/v/replicationOperationStatus/1?api-version=1";
  for (const word of ["Succeeded", "PartiallySucceeded", "CompletedWithInformation"]) {
    it(`takes Site Recovery's ${word} for a success`, async () => {
      const { transport } = await settled(remove, [
        { status: 202, headers: { "azure-asyncoperation": job } },
        status("InProgress"),
        status(word),
      ]);
      assert.equal(transport.waits.length, 2);
    });
  }

  it("takes any other last word of Site Recovery for a failure", async () => {
    await assert.rejects(
      settled(remove, [
        { status: 202, headers: { "azure-asyncoperation": job } },
        status("Suspended"),
      ]),
      { operationStatus: "Suspended" },
    );
  });

  it("takes further words for a success when told so", async () => {
    const words = ["Skipped"];
    await settled(
      remove,
      [{ status: 202, headers: { "azure-asyncoperation": job } }, status("skipped")],
      { succeededWords: words },
    );
  });

  it("goes on where the status answers no word", async () => {
    const { transport } = await settled(remove, [
      { status: 202, headers: { "azure-asyncoperation": operation } },
      { status: 202 },
      { status: 204 },
    ]);
    assert.equal(transport.waits.length, 2);
  });

  it("lives through a passing fault while it polls", async () => {
    const { transport } = await settled(remove, [
      { status: 202, headers: { "azure-asyncoperation": operation } },
      { status: 503 },
      status("Succeeded"),
    ]);
    assert.deepEqual(transport.waits, [10_000, 1000]);
  });

  it("stops waiting when aborted", async () => {
    const reason = new Error("cancelled");
    const controller = new AbortController();
    const transport = new FakeTransport(
      { status: 202, headers: { "azure-asyncoperation": operation } },
      status("Succeeded"),
    );
    transport.onWait = () => {
      controller.abort(reason);
    };
    const { signal } = controller;
    await assert.rejects(new ArmClient(transport).sendAndSettle(remove, { signal }), reason);
    assert.equal(transport.left, 1);
  });

  it("tells how the work goes", async () => {
    const words: string[] = [];
    await settled(
      remove,
      [
        { status: 202, headers: { "azure-asyncoperation": operation } },
        status("Deleting"),
        status("Succeeded"),
      ],
      { onProgress: (word) => words.push(word) },
    );
    assert.deepEqual(words, ["Deleting"]);
  });
});
