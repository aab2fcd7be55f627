import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { unknownValue, type Properties } from "../../src/plugin/handlers";
import {
  call,
  handlerOf,
  recording,
  plain,
  providerOf,
  secret,
  struct,
  urn,
  withPlugin,
} from "./plugin-client";

describe("check", () => {
  it("gives old and new inputs, seed and naming, and keeps secrets secret", async () => {
    const seen: unknown[] = [];
    const answer = { inputs: { name: "n", password: "p", extra: undefined }, failures: [] };
    await withPlugin(providerOf(handlerOf({ check: recording(seen, answer) })), async (client) => {
      const request = new proto.CheckRequest();
      request.setUrn(urn);
      request.setType("toy:index:Thing");
      request.setName("thing");
      request.setOlds(struct({ name: "old" }));
      request.setNews(struct({ name: unknownValue, password: secret("p") }));
      request.setRandomseed(new Uint8Array([1, 2]));
      const naming = new proto.CheckRequest.AutonamingOptions();
      naming.setProposedName("proposed");
      naming.setMode(proto.CheckRequest.AutonamingOptions.Mode.ENFORCE);
      request.setAutonaming(naming);
      const checked = await call(client, "check", request);
      assert.deepEqual(plain(checked.getInputs()), { name: "n", password: secret("p") });
      request.setOlds(struct({}));
      request.clearAutonaming();
      await call(client, "check", request);
    });
    const newInputs = { name: unknownValue, password: "p" };
    const [first, second] = seen as { randomSeed: Uint8Array }[];
    assert.deepEqual(
      { ...first, randomSeed: [...(first?.randomSeed ?? [])] },
      {
        oldInputs: { name: "old" },
        newInputs,
        randomSeed: [1, 2],
        autonaming: { proposedName: "proposed", mode: "enforce" },
      },
    );
    assert.deepEqual(
      { ...second, randomSeed: [] },
      { oldInputs: undefined, newInputs, randomSeed: [], autonaming: undefined },
    );
  });

  it("names a failing property, unless the engine would print a secret with it", async () => {
    const failures = [
      { property: "name", reason: "name n is taken" },
      { property: "credentials.password", reason: "hunter2 is weak" },
      { reason: "nothing fits" },
    ];
    const check = () => Promise.resolve({ inputs: {}, failures });
    await withPlugin(providerOf(handlerOf({ check })), async (client) => {
      const request = new proto.CheckRequest();
      request.setUrn(urn);
      request.setNews(struct({ name: "n", credentials: { password: secret("hunter2") } }));
      const checked = await call(client, "check", request);
      assert.deepEqual(
        checked.getFailuresList().map((failure) => failure.toObject()),
        [
          { property: "name", reason: "name n is taken" },
          { property: "", reason: "credentials.password: [secret] is weak" },
          { property: "", reason: "nothing fits" },
        ],
      );
    });
  });

  it("refuses an asset before it reaches the handler", async () => {
    await withPlugin(providerOf(handlerOf({})), async (client) => {
      const request = new proto.CheckRequest();
      request.setUrn(urn);
      const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17" };
      request.setNews(struct({ script: asset }));
      await assert.rejects(call(client, "check", request), {
        code: status.INVALID_ARGUMENT,
        details: "script is an asset; only plain values can stand here. Give its content instead.",
      });
    });
  });
});

describe("diff", () => {
  it("gives id, old inputs and outputs, new inputs and what to ignore", async () => {
    const seen: unknown[] = [];
    const answer = { changes: { name: "update-replace" as const }, deleteBeforeReplace: true };
    await withPlugin(providerOf(handlerOf({ diff: recording(seen, answer) })), async (client) => {
      const request = new proto.DiffRequest();
      request.setUrn(urn);
      request.setId("id");
      request.setOldInputs(struct({ name: "a" }));
      request.setOlds(struct({ name: "a", state: "s" }));
      request.setNews(struct({ name: secret("b") }));
      request.setIgnorechangesList(["tags"]);
      const response = await call(client, "diff", request);
      assert.deepEqual(response.getReplacesList(), ["name"]);
      assert.equal(response.getDeletebeforereplace(), true);
    });
    assert.deepEqual(seen, [
      {
        id: "id",
        oldInputs: { name: "a" },
        oldOutputs: { name: "a", state: "s" },
        newInputs: { name: "b" },
        ignoreChanges: ["tags"],
      },
    ]);
  });
});

describe("read", () => {
  function request(inputs: Properties, outputs: Properties): proto.ReadRequest {
    const read = new proto.ReadRequest();
    read.setUrn(urn);
    read.setId("id");
    read.setInputs(struct(inputs));
    read.setProperties(struct(outputs));
    return read;
  }

  it("answers inputs and outputs, with what was secret in the state still secret", async () => {
    const seen: unknown[] = [];
    const answer = {
      id: "ID",
      inputs: { name: "drifted", password: "p" },
      outputs: { name: "drifted", password: "p", key: "k" },
    };
    await withPlugin(providerOf(handlerOf({ read: recording(seen, answer) })), async (client) => {
      const inputs = { name: "n", password: secret("p") };
      const response = await call(client, "read", request(inputs, { ...inputs, key: secret("k") }));
      assert.equal(response.getId(), "ID");
      assert.deepEqual(plain(response.getInputs()), { name: "drifted", password: secret("p") });
      assert.deepEqual(plain(response.getProperties()), {
        name: "drifted",
        password: secret("p"),
        key: secret("k"),
      });
    });
    assert.deepEqual(seen, [
      {
        id: "id",
        inputs: { name: "n", password: "p" },
        outputs: { name: "n", password: "p", key: "k" },
      },
    ]);
  });

  it("answers no id for what is gone", async () => {
    const read = () => Promise.resolve(undefined);
    await withPlugin(providerOf(handlerOf({ read })), async (client) => {
      const response = await call(client, "read", request({}, {}));
      assert.equal(response.getId(), "");
      assert.equal(response.hasProperties(), false);
    });
  });
});

describe("update", () => {
  it("gives old and new state, and answers outputs with secrets marked", async () => {
    const seen: unknown[] = [];
    const answer = { outputs: { name: "b", password: "p" } };
    await withPlugin(providerOf(handlerOf({ update: recording(seen, answer) })), async (client) => {
      const request = new proto.UpdateRequest();
      request.setUrn(urn);
      request.setId("id");
      request.setOldInputs(struct({ name: "a" }));
      request.setOlds(struct({ name: "a", state: "s" }));
      request.setNews(struct({ name: "b", password: secret("p") }));
      request.setPreview(true);
      const response = await call(client, "update", request);
      assert.deepEqual(plain(response.getProperties()), { name: "b", password: secret("p") });
    });
    assert.deepEqual(seen, [
      {
        id: "id",
        oldInputs: { name: "a" },
        oldOutputs: { name: "a", state: "s" },
        newInputs: { name: "b", password: "p" },
        preview: true,
      },
    ]);
  });

  it("takes secrets of the state out of messages", async () => {
    const update = () => Promise.reject(new Error("old-secret and new-secret differ"));
    await withPlugin(providerOf(handlerOf({ update })), async (client) => {
      const request = new proto.UpdateRequest();
      request.setUrn(urn);
      request.setOlds(struct({ password: secret("old-secret") }));
      request.setNews(struct({ password: secret("new-secret") }));
      await assert.rejects(call(client, "update", request), {
        details: "[secret] and [secret] differ",
      });
    });
  });
});

describe("delete", () => {
  it("gives id, inputs and outputs", async () => {
    const seen: unknown[] = [];
    const provider = providerOf(
      handlerOf({ delete: recording<unknown, undefined>(seen, undefined) }),
    );
    await withPlugin(provider, async (client) => {
      const request = new proto.DeleteRequest();
      request.setUrn(urn);
      request.setId("id");
      request.setOldInputs(struct({ name: "a" }));
      request.setProperties(struct({ name: "a", state: "s" }));
      await call(client, "delete", request);
    });
    assert.deepEqual(seen, [
      { id: "id", inputs: { name: "a" }, outputs: { name: "a", state: "s" } },
    ]);
  });
});
