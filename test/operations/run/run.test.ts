import assert from "node:assert/strict";
import { ArmRequestError } from "../../../src/arm/errors";
import type { ArmResponse } from "../../../src/arm/transport";
import { InvalidInputError } from "../../../src/azure/finding";
import { OperationError } from "../../../src/operations/run/operation-error";
import type { ProgressEvent } from "../../../src/operations/run/progress";
import { inRun, Run } from "../../../src/operations/run/run";
import { ClockedTransport } from "../../arm/clocked-transport";

const connect = (answer?: () => ArmResponse) => ({
  transport: new ClockedTransport(answer),
  subscriptionId: "s",
  tenantId: "t",
});

const refused: ArmResponse = {
  status: 403,
  headers: {},
  body: {
    error: {
      code: "AuthorizationFailed",
      message:
        "The client 'c' does not have authorization to perform action 'Microsoft.Compute/virtualMachines/assessPatches/action' over scope '/subscriptions/s'.",
    },
  },
};

describe("a run", () => {
  it("names itself in each request by a GUID that begins with its id", async () => {
    const connection = connect();
    const run = new Run({ connection });
    await run.client.get("/subscriptions/s?api-version=1");
    await run.client.get("/subscriptions/s?api-version=1");
    const marks = connection.transport.sent.map(
      ({ request }) => request.headers?.["x-ms-client-request-id"] ?? "",
    );
    assert.match(run.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}$/);
    assert.deepEqual(marks, [`${run.id}-000000000001`, `${run.id}-000000000002`]);
    assert.equal(run.requests, 2);
    assert.notEqual(new Run({ connection }).id, run.id);
  });

  it("waits 160 minutes and works on 50 things unless told otherwise, by Azure's time", async () => {
    const run = new Run({ connection: connect() });
    assert.deepEqual([run.timeoutInMinutes, run.atMost], [160, 50]);
    assert.equal(run.remainingInMilliseconds, 160 * 60_000);
    await run.wait(159 * 60_000);
    assert.equal(run.remainingInMilliseconds, 60_000);
    await run.wait(2 * 60_000);
    assert.equal(run.remainingInMilliseconds, 0);
  });

  it("tells what happens, without details where there are none", () => {
    const events: ProgressEvent[] = [];
    const run = new Run({ connection: connect(), onProgress: (event) => events.push(event) });
    run.say("Asking.");
    run.step({ id: "/a", name: "a" }, "running", "Mend it");
    run.step({ id: "/a", name: "a" }, "succeeded");
    assert.deepEqual(events, [
      { kind: "message", text: "Asking." },
      { kind: "step", id: "/a", name: "a", state: "running", detail: "Mend it" },
      { kind: "step", id: "/a", name: "a", state: "succeeded" },
    ]);
  });

  it("ends with an error that names the run, the missing right and the preset that grants it", async () => {
    const connection = connect(() => refused);
    let id = "";
    const failing = inRun({ connection }, async (run) => {
      ({ id } = run);
      return run.client.get("/subscriptions/s?api-version=1");
    });
    await assert.rejects(failing, (error: unknown) => {
      assert.ok(error instanceof OperationError && error.cause instanceof ArmRequestError);
      assert.equal(error.runId, id);
      assert.deepEqual(error.missingRight, {
        action: "Microsoft.Compute/virtualMachines/assessPatches/action",
        scope: "/subscriptions/s",
        presets: ["patchOperator"],
      });
      assert.ok(
        error.message.endsWith(
          "\nYou lack the action Microsoft.Compute/virtualMachines/assessPatches/action at /subscriptions/s; " +
            `the preset rolePresets.patchOperator grants it.\nRun ${id}`,
        ),
        error.message,
      );
      return true;
    });
  });

  it("passes wrong input on as what it is, and names a run once", async () => {
    const wrong = new InvalidInputError("The input", []);
    await assert.rejects(
      inRun({ connection: connect() }, () => Promise.reject(wrong)),
      (error) => error === wrong,
    );
    let [inner, outer]: unknown[] = [];
    const nested = inRun({ connection: connect() }, async () => {
      try {
        return await inRun({ connection: connect() }, () => Promise.reject(new Error("It broke.")));
      } catch (error) {
        inner = error;
        throw error;
      }
    });
    await nested.catch((error: unknown) => (outer = error));
    assert.ok(inner instanceof OperationError);
    assert.equal(outer, inner);
  });
});
