import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { Server, ServerCredentials, credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Engine } from "../../src/plugin/engine";
import { call } from "./plugin-client";

const source = JSON.stringify(resolve(__dirname, "../../src/plugin/serve-plugin"));

function pluginProcess(more = "") {
  const program = `
    require("ts-node/register/transpile-only");
    const { servePlugin } = require(${source});
    servePlugin({
      name: "toy",
      version: "1.2.3",
      configure: async () => {},
      resource: () => undefined,
    });
    ${more}`;
  return spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "pipe"] });
}

describe("servePlugin", () => {
  it("prints its port and nothing else, and answers there", async () => {
    const plugin = pluginProcess();
    const ended = once(plugin, "exit");
    let errors = "";
    plugin.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    let output = "";
    plugin.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await once(plugin.stdout, "data");
    assert.match(output, /^\d+\n$/);
    const client = new ResourceProviderClient(
      `127.0.0.1:${output.trim()}`,
      credentials.createInsecure(),
    );
    try {
      const info = await call(client, "getPluginInfo", new Empty());
      assert.equal(info.getVersion(), "1.2.3");
    } finally {
      client.close();
      plugin.kill();
    }
    await ended;
    assert.match(output, /^\d+\n$/);
    assert.equal(errors, "");
  });

  it("loads of Pulumi only the protocol", async () => {
    const plugin = pluginProcess(`
      const loaded = Object.keys(require.cache).filter((file) => file.includes("/@pulumi/pulumi/"));
      console.error(JSON.stringify(loaded.filter((file) => !file.includes("/proto/"))));
      process.exit(0);`);
    const [chunk] = (await once(plugin.stderr, "data")) as [Buffer];
    assert.equal(chunk.toString().trim(), "[]");
  });
});

describe("Engine", () => {
  it("notices when the engine is gone", async () => {
    const server = new Server();
    const port = await new Promise<number>((done, fail) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) {
          done(bound);
        } else {
          fail(error);
        }
      });
    });
    const engine = new Engine(`127.0.0.1:${port}`);
    const lost = new Promise<void>((done) => {
      engine.onLost(done, 200);
    });
    // A message that was taken shows that the connection stood before it broke.
    await engine.log("info", "hello", "");
    server.forceShutdown();
    await lost;
    engine.close();
  });
});
