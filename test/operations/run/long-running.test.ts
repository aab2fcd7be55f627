import assert from "node:assert/strict";
import { ConnectionError } from "../../../src/arm/errors";
import type { ArmRequest, ArmResponse } from "../../../src/arm/transport";
import { begin } from "../../../src/operations/run/long-running";
import { Run } from "../../../src/operations/run/run";
import { ClockedTransport, empty } from "../../arm/clocked-transport";

const request: ArmRequest = { method: "POST", url: "/subscriptions/s/thing/start?api-version=1" };
const status = "/subscriptions/s/operations/1?api-version=1";
const accepted: ArmResponse = {
  status: 202,
  headers: { "azure-asyncoperation": status, "retry-after": "30" },
  body: undefined,
};

function runOn(
  answers: (poll: number, request: ArmRequest) => ArmResponse | Error,
  options: { readonly signal?: AbortSignal; readonly timeoutInMinutes?: number } = {},
): { run: Run; transport: ClockedTransport } {
  let polls = 0;
  const transport = new ClockedTransport((sent) =>
    sent.method === "POST" ? accepted : answers(++polls, sent),
  );
  const connection = { transport, subscriptionId: "s", tenantId: "t" };
  return { run: new Run({ connection, ...options }), transport };
}

const word = (text: string): ArmResponse => ({ ...empty, body: { status: text } });
const broken = (sent: ArmRequest) => new ConnectionError(sent, "it broke", { mayPass: false });

describe("work in Azure that a run follows", () => {
  it("succeeds when Azure says so", async () => {
    const { run } = runOn((poll) => word(poll < 3 ? "InProgress" : "Succeeded"));
    assert.equal((await begin(run, request)).state, "succeeded");
  });

  it("fails with what Azure says", async () => {
    const { run } = runOn(() => ({
      ...empty,
      body: { status: "Failed", error: { code: "Broken", message: "It is broken." } },
    }));
    const end = await begin(run, request);
    assert.equal(end.state, "failed");
    assert.match(
      "error" in end ? end.error.message : "",
      /ended as Failed: Broken: It is broken\.$/,
    );
  });

  it("stays under way when a poll fails, and is asked for again", async () => {
    const { run, transport } = runOn((poll, sent) => (poll < 4 ? broken(sent) : word("Succeeded")));
    assert.equal((await begin(run, request)).state, "succeeded");
    assert.equal(transport.sent.filter(({ request: { method } }) => method === "POST").length, 1);
  });

  it("times out with the run, and says what the last poll said", async () => {
    const never = runOn(() => word("InProgress"), { timeoutInMinutes: 10 });
    assert.deepEqual(await begin(never.run, request), {
      state: "timedOut",
      reason: "It had not ended after the 10 minutes of this run; Azure goes on with it.",
    });
    assert.equal(never.transport.now().getTime(), 10 * 60_000);
    const silent = runOn((_, sent) => broken(sent), { timeoutInMinutes: 1 });
    const end = await begin(silent.run, request);
    assert.equal(
      "reason" in end ? end.reason : "",
      "It had not ended after the 1 minutes of this run; Azure goes on with it. The last poll failed: " +
        "GET /subscriptions/s/operations/1?api-version=1 got no answer: it broke.",
    );
  });

  it("is under way when its poll is refused, with the right that is missing", async () => {
    const refusal = {
      code: "AuthorizationFailed",
      message:
        "The client 'c' does not have authorization to perform action 'Microsoft.Compute/locations/operations/read' over scope '/subscriptions/s'.",
    };
    const { run } = runOn(() => ({ ...empty, status: 403, body: { error: refusal } }));
    const end = await begin(run, request);
    assert.equal(end.state, "underWay");
    assert.match(
      "reason" in end ? end.reason : "",
      /^It cannot be followed: .*\nYou lack the action Microsoft\.Compute\/locations\/operations\/read at \/subscriptions\/s; the preset rolePresets\.patchOperator grants it\.$/s,
    );
  });

  it("is under way when the run is ended", async () => {
    const controller = new AbortController();
    const { run } = runOn(
      () => {
        controller.abort(new Error("The run was ended."));
        return word("InProgress");
      },
      { signal: controller.signal },
    );
    assert.deepEqual(await begin(run, request), {
      state: "underWay",
      reason: "The run was ended; Azure goes on with it.",
    });
  });
});
