// What a policy pack costs: `policy-pack.ts start FOLDER`, the milliseconds until it has told what it is;
// `policy-pack.ts up|preview FOLDER COUNT`, the milliseconds of its CPU for a stack of so many resources.
// It runs as Pulumi runs it, and is called over Pulumi's protocol.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { analyzeRequest, ask, inputsOf, stackResource } from "../../test/policy/analyzer";
import type { Cost } from "../measure";
import { fleetOf } from "./policy-stack";

const runner = createRequire(__filename).resolve("@pulumi/pulumi/cmd/run-policy-pack");
/** As many as Pulumi registers at once by default on a machine of some cores. */
const atOnce = 16;

interface RunningPack {
  readonly process: ChildProcess;
  readonly client: AnalyzerClient;
}

async function startPack(folder: string): Promise<RunningPack> {
  const pack = spawn(
    process.execPath,
    [
      "--require",
      resolve(__dirname, "cost-on-request.cjs"),
      runner,
      "127.0.0.1:1",
      resolve(folder),
    ],
    { cwd: resolve(folder), stdio: ["ignore", "pipe", "inherit", "ipc"] },
  );
  if (pack.stdout === null) {
    throw new Error("The pack has no output.");
  }
  const [port] = (await once(createInterface(pack.stdout), "line")) as [string];
  const longest = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  const client = new AnalyzerClient(
    `127.0.0.1:${port.trim()}`,
    credentials.createInsecure(),
    longest,
  );
  await ask(client.getAnalyzerInfo.bind(client), new Empty());
  return { process: pack, client };
}

async function costOf(pack: RunningPack): Promise<Cost> {
  const answer = once(pack.process, "message");
  pack.process.send("cost");
  const [cost] = (await answer) as [Cost];
  return cost;
}

async function judge(
  { client }: RunningPack,
  mode: "up" | "preview",
  count: number,
): Promise<number> {
  const program = fleetOf(count);
  const requests: proto.AnalyzeRequest[] = [];
  const stack = new proto.AnalyzeStackRequest();
  for (const each of program) {
    const inputs = inputsOf(program, each, mode);
    requests.push(analyzeRequest(program, each, { mode }));
    stack.addResources(stackResource(program, each, inputs, mode));
  }
  await ask(client.configure.bind(client), new proto.ConfigureAnalyzerRequest());
  const start = new proto.AnalyzerStackConfigureRequest();
  start.setDryRun(mode === "preview");
  await ask(client.configureStack.bind(client), start);
  let found = 0;
  const analyze = client.analyze.bind(client) as Parameters<
    typeof ask<proto.AnalyzeRequest, proto.AnalyzeResponse>
  >[0];
  for (let first = 0; first < requests.length; first += atOnce) {
    const responses = await Promise.all(
      requests.slice(first, first + atOnce).map(async (request) => {
        await ask(client.remediate.bind(client), request);
        return ask(analyze, request);
      }),
    );
    found += responses.reduce((sum, each) => sum + each.getDiagnosticsList().length, 0);
  }
  const response = await ask<proto.AnalyzeStackRequest, proto.AnalyzeResponse>(
    client.analyzeStack.bind(client),
    stack,
  );
  return found + response.getDiagnosticsList().length;
}

async function main(): Promise<void> {
  const [, , mode = "", folder = "", count = "2000"] = process.argv;
  const began = performance.now();
  const pack = await startPack(folder);
  try {
    const startedAfter = performance.now() - began;
    if (mode !== "up" && mode !== "preview") {
      console.log(JSON.stringify({ value: startedAfter }));
      return;
    }
    const before = await costOf(pack);
    const diagnostics = await judge(pack, mode, Number(count));
    const { cpuInMilliseconds } = await costOf(pack);
    console.log(
      JSON.stringify({ value: cpuInMilliseconds - before.cpuInMilliseconds, diagnostics }),
    );
  } finally {
    pack.client.close();
    pack.process.kill("SIGINT");
  }
}

void main();
