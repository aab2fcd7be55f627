import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import {
  ResourceInitializationError,
  unknownValue,
  type CallContext,
  type Properties,
} from "../../src/plugin/handlers";
import {
  call,
  handlerOf,
  initializationFailure,
  plain,
  providerOf,
  recording,
  secret,
  struct,
  urn,
  withPlugin,
} from "./plugin-client";

describe("create", () => {
  function request(properties: Properties, preview = false): proto.CreateRequest {
    const create = new proto.CreateRequest();
    create.setUrn(urn);
    create.setProperties(struct(properties));
    create.setPreview(preview);
    return create;
  }

  it("answers id and outputs, with the program's and the provider's secrets marked", async () => {
    const contexts: Partial<CallContext>[] = [];
    const provider = providerOf(
      handlerOf({
        create: ({ inputs }, { urn: of, name }) => {
          contexts.push({ urn: of, name });
          return Promise.resolve({ id: "id", outputs: { ...inputs, key: "k", gone: undefined } });
        },
      }),
      { secretOutputs: ["key"] },
    );
    await withPlugin(provider, async (client) => {
      const inputs = { name: "n", login: { user: "u", password: secret("p") } };
      const response = await call(client, "create", request(inputs));
      assert.equal(response.getId(), "id");
      assert.deepEqual(plain(response.getProperties()), { ...inputs, key: secret("k") });
    });
    assert.deepEqual(contexts, [{ urn, name: "thing" }]);
  });

  it("has no id in a preview, and keeps what is unknown", async () => {
    const seen: unknown[] = [];
    const answer = { id: "guessed", outputs: { state: unknownValue } };
    await withPlugin(providerOf(handlerOf({ create: recording(seen, answer) })), async (client) => {
      const response = await call(client, "create", request({ name: unknownValue }, true));
      assert.equal(response.getId(), "");
      assert.deepEqual(plain(response.getProperties()), { state: unknownValue });
    });
    assert.deepEqual(seen, [{ inputs: { name: unknownValue }, preview: true }]);
  });

  it("passes a refusal on in the handler's words, without secrets", async () => {
    const create = ({ inputs }: { inputs: Properties }) =>
      Promise.reject(new Error(`Azure said no to ${String(inputs.password)}.\n  - second line`));
    await withPlugin(providerOf(handlerOf({ create })), async (client) => {
      await assert.rejects(call(client, "create", request({ password: secret("hunter2") })), {
        code: status.UNKNOWN,
        details: "Azure said no to [secret].\n  - second line",
      });
    });
  });

  it("keeps secrets of the configuration out of messages too", async () => {
    const create = () => Promise.reject(new Error("token sesame-open is no good"));
    await withPlugin(providerOf(handlerOf({ create })), async (client) => {
      const configure = new proto.ConfigureRequest();
      configure.setArgs(struct({ token: secret("sesame-open") }));
      await call(client, "configure", configure);
      await assert.rejects(call(client, "create", request({})), {
        details: "token [secret] is no good",
      });
    });
  });

  it("cuts a message that would not fit into a header", async () => {
    const create = () => Promise.reject(new Error("x".repeat(100_000)));
    await withPlugin(providerOf(handlerOf({ create })), async (client) => {
      await assert.rejects(call(client, "create", request({})), {
        details: `${"x".repeat(6000)}…`,
      });
    });
  });

  it("hands half-made work to the engine: id, outputs, inputs and reasons", async () => {
    const create = ({ inputs }: { inputs: Properties }) =>
      Promise.reject(
        new ResourceInitializationError("half", { ...inputs, key: "k" }, inputs, [
          `stopped at ${String(inputs.password)}`,
          "second reason",
        ]),
      );
    const provider = providerOf(handlerOf({ create }), { secretOutputs: ["key"] });
    await withPlugin(provider, async (client) => {
      const inputs = { name: "n", password: secret("hunter2") };
      const error: unknown = await call(client, "create", request(inputs)).catch(
        (thrown: unknown) => thrown,
      );
      const failure = initializationFailure(error);
      assert.equal(failure.getId(), "half");
      assert.deepEqual(failure.getReasonsList(), ["stopped at [secret]", "second reason"]);
      assert.deepEqual(plain(failure.getInputs()), inputs);
      assert.deepEqual(plain(failure.getProperties()), { ...inputs, key: secret("k") });
    });
  });

  it("hands half-made work to the engine after its time is over, too", async () => {
    const create = (_: unknown, { signal }: CallContext) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          const { message } = signal.reason as Error;
          reject(new ResourceInitializationError("half", { name: "n" }, {}, [message]));
        });
      });
    await withPlugin(providerOf(handlerOf({ create })), async (client) => {
      const timed = request({});
      timed.setTimeout(0.02);
      const error: unknown = await call(client, "create", timed).catch((thrown: unknown) => thrown);
      assert.deepEqual(initializationFailure(error).getReasonsList(), [
        "The operation did not end within its 0.02 s (customTimeouts).",
      ]);
    });
  });

  it("keeps half-made work that is too large for a header, without its largest properties", async () => {
    const outputs = { name: "n", big: "x".repeat(30_000), bigger: "y".repeat(100_000) };
    const reasons = Array.from({ length: 30 }, () => "ü".repeat(10_000));
    const create = ({ inputs }: { inputs: Properties }) =>
      Promise.reject(new ResourceInitializationError("half", outputs, inputs, reasons));
    await withPlugin(providerOf(handlerOf({ create })), async (client) => {
      const error: unknown = await call(
        client,
        "create",
        request({ bulk: "z".repeat(50_000) }),
      ).catch((thrown: unknown) => thrown);
      const failure = initializationFailure(error);
      assert.equal(failure.getId(), "half");
      assert.equal(failure.hasInputs(), false);
      assert.deepEqual(plain(failure.getProperties()), {
        name: "n",
        big: outputs.big,
      });
      assert.deepEqual(failure.getReasonsList(), ["ü".repeat(2000)]);
    });
  });

  it("says that it knows no such type", async () => {
    await withPlugin(providerOf(handlerOf({})), async (client) => {
      const create = request({});
      create.setType("toy:index:Other");
      await assert.rejects(call(client, "create", create), {
        code: status.NOT_FOUND,
        details: "Resource type toy:index:Other not found",
      });
    });
  });
});
