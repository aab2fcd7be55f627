import { Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** An engine that keeps the messages it is sent. */
export interface FakeEngine {
  readonly address: string;
  readonly messages: LogRequest.AsObject[];
  /** Fulfilled with the first message. */
  readonly firstMessage: Promise<LogRequest.AsObject>;
  /** Ends as a killed engine does. */
  readonly kill: () => void;
}

/** Runs an engine on the loopback while a test runs. */
export async function withEngine(test: (engine: FakeEngine) => Promise<void>): Promise<void> {
  const messages: LogRequest.AsObject[] = [];
  let arrived: (message: LogRequest.AsObject) => void;
  const firstMessage = new Promise<LogRequest.AsObject>((resolve) => {
    arrived = resolve;
  });
  const server = new Server();
  server.addService(EngineService, {
    log: ({ request }: { request: LogRequest }, callback: (error: null, answer: Empty) => void) => {
      messages.push(request.toObject());
      arrived(request.toObject());
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  const kill = () => {
    server.forceShutdown();
  };
  try {
    await test({ address: `127.0.0.1:${port}`, messages, firstMessage, kill });
  } finally {
    kill();
  }
}
