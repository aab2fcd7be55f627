import assert from "node:assert/strict";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Engine } from "../../src/plugin/engine";
import { withEngine } from "./fake-engine";
import { call, handlerOf, providerOf, secret, struct, urn, withPlugin } from "./plugin-client";

const talking = providerOf(
  handlerOf({
    create: ({ inputs }, context) => {
      context.log("warning", `${context.name} uses ${String(inputs.password)}`);
      return Promise.resolve({ id: "1", outputs: {} });
    },
  }),
);

function createRequest(properties: object): proto.CreateRequest {
  const request = new proto.CreateRequest();
  request.setUrn(urn);
  request.setProperties(struct(properties));
  return request;
}

describe("a handler's messages", () => {
  it("reach the engine before the call ends, without secrets", async () => {
    await withEngine(async ({ address, messages }) => {
      await withPlugin(
        talking,
        async (client) => {
          await call(client, "create", createRequest({ password: secret("hunter2") }));
          assert.deepEqual(messages, [
            {
              severity: LogSeverity.WARNING,
              message: "thing uses [secret]",
              urn,
              streamid: 0,
              ephemeral: false,
            },
          ]);
        },
        { engineAddress: address },
      );
    });
  });

  it("go to the engine that attached last, and to none without failing", async () => {
    await withEngine(async ({ address, messages }) => {
      await withPlugin(talking, async (client) => {
        await call(client, "create", createRequest({}));
        const attach = new PluginAttach();
        attach.setAddress(address);
        await call(client, "attach", attach);
        await call(client, "create", createRequest({}));
        assert.equal(messages.length, 1);
      });
    });
  });

  it("do not fail a call when the engine cannot take them", async () => {
    await withEngine(async ({ address, kill }) => {
      await withPlugin(
        talking,
        async (client) => {
          kill();
          const answer = await call(client, "create", createRequest({}));
          assert.equal(answer.getId(), "1");
        },
        { engineAddress: address },
      );
    });
  });
});

describe("Engine", () => {
  it("notices when the engine is gone", async () => {
    await withEngine(async ({ address, kill }) => {
      const engine = new Engine(address);
      const lost = new Promise<void>((done) => {
        engine.onLost(done, 200);
      });
      // A message that was taken shows that the connection stood before it broke.
      await engine.log("info", "hello", "");
      kill();
      await lost;
      engine.close();
    });
  });
});
