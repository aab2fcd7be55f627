import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withEngine } from "./fake-engine";
import { call } from "./plugin-client";

const source = JSON.stringify(resolve(__dirname, "../../src/plugin/serve-plugin"));

function pluginProcess(more = "", ...args: string[]) {
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
  return spawn(process.execPath, ["-e", program, "plugin", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
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

describe("showMessage", () => {
  it("goes to the engine that started the plugin, and before that to stderr", async () => {
    await withEngine(async ({ address, firstMessage }) => {
      const plugin = pluginProcess(
        `const { showMessage } = require(${source});
        showMessage("info", "too early");
        setInterval(() => showMessage("warning", "a custom cloud"), 50);`,
        "--logtostderr",
        address,
      );
      let errors = "";
      plugin.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
      const message = await firstMessage;
      plugin.kill();
      await once(plugin, "close");
      assert.deepEqual(message, {
        severity: LogSeverity.WARNING,
        message: "a custom cloud",
        urn: "",
        streamid: 0,
        ephemeral: false,
      });
      assert.equal(errors, "too early\n");
    });
  });
});
