import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Properties } from "../../src/plugin/handlers";
import {
  call,
  handlerOf,
  plain,
  providerOf,
  secret,
  struct,
  urn,
  withPlugin,
} from "./plugin-client";

const idle = providerOf(handlerOf({}));

function createRequest(properties: object): proto.CreateRequest {
  const request = new proto.CreateRequest();
  request.setUrn(urn);
  request.setProperties(struct(properties));
  return request;
}

describe("a plugin's greeting", () => {
  it("accepts secrets and naming configuration, and tells its version", async () => {
    await withPlugin(idle, async (client) => {
      const handshake = await call(client, "handshake", new proto.ProviderHandshakeRequest());
      assert.deepEqual(handshake.toObject(), {
        acceptSecrets: true,
        acceptResources: false,
        acceptOutputs: false,
        supportsAutonamingConfiguration: true,
      });
      assert.equal((await call(client, "getPluginInfo", new Empty())).getVersion(), "1.2.3");
      const attach = new PluginAttach();
      attach.setAddress("127.0.0.1:1");
      await call(client, "attach", attach);
    });
  });

  it("answers a smallest schema, or the one it is given", async () => {
    const schemaOf = async (provider: typeof idle): Promise<unknown> => {
      let schema: unknown;
      await withPlugin(provider, async (client) => {
        const answer = await call(client, "getSchema", new proto.GetSchemaRequest());
        schema = JSON.parse(answer.getSchema());
      });
      return schema;
    };
    assert.deepEqual(await schemaOf(idle), { name: "toy", version: "1.2.3" });
    const described = { ...idle, schema: { resources: {} } };
    assert.deepEqual(await schemaOf(described), { name: "toy", version: "1.2.3", resources: {} });
  });

  it("has no mappings, and leaves components, methods and parameters unimplemented", async () => {
    await withPlugin(idle, async (client) => {
      const mapping = await call(client, "getMapping", new proto.GetMappingRequest());
      assert.equal(mapping.getProvider(), "");
      const mappings = await call(client, "getMappings", new proto.GetMappingsRequest());
      assert.deepEqual(mappings.getProvidersList(), []);
      const unimplemented = { code: status.UNIMPLEMENTED };
      await assert.rejects(call(client, "construct", new proto.ConstructRequest()), unimplemented);
      await assert.rejects(call(client, "call", new proto.CallRequest()), unimplemented);
      await assert.rejects(
        call(client, "parameterize", new proto.ParameterizeRequest()),
        unimplemented,
      );
    });
  });
});

describe("a plugin's configuration", () => {
  it("is checked, with its secret names marked, and reaches the handlers in clear", async () => {
    const configured: Properties[] = [];
    const provider = {
      ...idle,
      secretOutputs: ["clientSecret"],
      checkConfiguration: (configuration: Properties) =>
        configuration.mode === "wrong"
          ? [
              { property: "mode", reason: "mode wrong is unknown" },
              { property: "clientSecret", reason: "word-of-mouth is too short" },
            ]
          : [],
      configure: (configuration: Properties) => {
        configured.push(configuration);
        return Promise.resolve();
      },
    };
    await withPlugin(provider, async (client) => {
      const check = new proto.CheckRequest();
      check.setNews(
        struct({ mode: "right", clientSecret: "word-of-mouth", tenantId: secret("t") }),
      );
      const checked = await call(client, "checkConfig", check);
      assert.deepEqual(checked.getFailuresList(), []);
      assert.deepEqual(plain(checked.getInputs()), {
        mode: "right",
        clientSecret: secret("word-of-mouth"),
        tenantId: secret("t"),
      });
      check.setNews(struct({ mode: "wrong", clientSecret: "word-of-mouth" }));
      const failed = await call(client, "checkConfig", check);
      assert.deepEqual(
        failed.getFailuresList().map((failure) => failure.toObject()),
        [
          { property: "mode", reason: "mode wrong is unknown" },
          { property: "", reason: "clientSecret: [secret] is too short" },
        ],
      );

      const configure = new proto.ConfigureRequest();
      configure.setArgs(struct({ mode: "right", clientSecret: secret("word-of-mouth") }));
      const answer = await call(client, "configure", configure);
      assert.deepEqual(answer.toObject(), {
        acceptsecrets: true,
        supportspreview: true,
        acceptresources: false,
        acceptoutputs: false,
        supportsAutonamingConfiguration: true,
      });
      assert.deepEqual(configured, [{ mode: "right", clientSecret: "word-of-mouth" }]);
    });
  });

  it("never replaces the provider when it changes", async () => {
    await withPlugin(idle, async (client) => {
      const diff = new proto.DiffRequest();
      diff.setOldInputs(struct({ subscriptionId: "a" }));
      diff.setNews(struct({ subscriptionId: "b" }));
      const answer = await call(client, "diffConfig", diff);
      assert.deepEqual(answer.getReplacesList(), []);
      assert.equal(answer.getChanges(), proto.DiffResponse.DiffChanges.DIFF_UNKNOWN);
    });
  });

  it("is kept out of the message when it is refused", async () => {
    const refusing = {
      ...idle,
      configure: ({ clientSecret }: Properties) =>
        Promise.reject(new Error(`cannot sign in with ${String(clientSecret)}`)),
    };
    await withPlugin(refusing, async (client) => {
      const configure = new proto.ConfigureRequest();
      configure.setArgs(struct({ clientSecret: secret("word-of-mouth") }));
      await assert.rejects(call(client, "configure", configure), {
        details: "cannot sign in with [secret]",
      });
    });
  });
});

describe("a plugin's functions", () => {
  const provider = {
    ...idle,
    secretOutputs: ["token"],
    invoke: (token: string, args: Properties, preview: boolean) =>
      token === "toy:index:hello"
        ? Promise.resolve({ greeting: `hello ${String(args.name)}`, token: "t", preview })
        : Promise.reject(new Error(`no ${token} for ${String(args.password)}`)),
  };

  it("get their arguments and answer with secrets marked", async () => {
    await withPlugin(provider, async (client) => {
      const request = new proto.InvokeRequest();
      request.setTok("toy:index:hello");
      request.setArgs(struct({ name: "bob" }));
      request.setPreview(true);
      const answer = await call(client, "invoke", request);
      assert.deepEqual(plain(answer.getReturn()), {
        greeting: "hello bob",
        token: secret("t"),
        preview: true,
      });
    });
  });

  it("fail without repeating a secret, also where there are none", async () => {
    const request = new proto.InvokeRequest();
    request.setTok("toy:index:bye");
    request.setArgs(struct({ password: secret("hunter2") }));
    await withPlugin(provider, async (client) => {
      await assert.rejects(call(client, "invoke", request), {
        details: "no toy:index:bye for [secret]",
      });
    });
    await withPlugin(idle, async (client) => {
      await assert.rejects(call(client, "invoke", request), {
        code: status.NOT_FOUND,
        details: "Invoke type toy:index:bye not found",
      });
    });
  });
});

describe("a plugin's running calls", () => {
  /** A resource whose create waits until it is told to stop. */
  function waiting(started: () => void): typeof idle {
    return providerOf(
      handlerOf({
        create: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              reject(signal.reason as Error);
            });
            started();
          }),
      }),
    );
  }

  it("stop at Cancel, which does not wait for them", async () => {
    let started = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    await withPlugin(
      waiting(() => {
        started();
      }),
      async (client) => {
        const stopped = assert.rejects(call(client, "create", createRequest({})), {
          code: status.CANCELLED,
          details: "The deployment was cancelled.",
        });
        await running;
        await call(client, "cancel", new Empty());
        await stopped;
      },
    );
  });

  it("stop when the time that the program allows is over", async () => {
    await withPlugin(
      waiting(() => undefined),
      async (client) => {
        const request = createRequest({});
        request.setTimeout(0.02);
        await assert.rejects(call(client, "create", request), {
          code: status.DEADLINE_EXCEEDED,
          details: "The operation did not end within its 0.02 s (customTimeouts).",
        });
      },
    );
  });

  it("stop when their caller is gone", async () => {
    let stopped: (reason: string) => void;
    const reason = new Promise<string>((resolve) => {
      stopped = resolve;
    });
    let started = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const provider = providerOf(
      handlerOf({
        create: (_, { signal }) => {
          signal.addEventListener("abort", () => {
            stopped(String(signal.reason));
          });
          started();
          return reason.then(() => ({ outputs: {} }));
        },
      }),
    );
    await withPlugin(provider, async (client) => {
      const creating = client.create(createRequest({}), () => undefined);
      await running;
      creating.cancel();
      assert.equal(await reason, "CancelledError: The deployment was cancelled.");
    });
  });
});
