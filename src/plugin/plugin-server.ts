import type { UntypedServiceImplementation, handleUnaryCall } from "@grpc/grpc-js";
import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Engine, type LogLevel } from "./engine";
import type { ProviderHandlers } from "./handlers";
import { serveOnLoopback } from "./loopback-server";
import { ProviderCalls } from "./provider-calls";
import { ResourceCalls } from "./resource-calls";
import { CancelledError, RunningCalls, timeoutOf } from "./running-calls";
import { toStatus } from "./status";

/** A plugin that listens. */
export interface PluginServer {
  readonly port: number;
  /** Shows a message beside the deployment, not beside one resource. */
  log(severity: LogLevel, message: string): Promise<void>;
  /** Stops the calls under way and the server. */
  close(): void;
}

export interface PluginServerOptions {
  /** Address of the engine that started the plugin; left out when one attaches later. */
  readonly engineAddress?: string | undefined;
  /** Called once when that engine is gone. */
  readonly onEngineLost?: () => void;
}

type Work<Request, Response> = (
  request: Request,
  signal: AbortSignal,
) => Response | Promise<Response>;

/** Puts a provider's handlers behind Pulumi's provider protocol, on a free port of the loopback. */
export async function startPluginServer(
  handlers: ProviderHandlers,
  options: PluginServerOptions = {},
): Promise<PluginServer> {
  const engine = new Engine(options.engineAddress);
  const calls = new RunningCalls();
  const server = await serveOnLoopback(ResourceProviderService, service(handlers, engine, calls));
  if (options.onEngineLost !== undefined) {
    engine.onLost(options.onEngineLost);
  }
  return {
    port: server.port,
    log: (severity, message) => engine.log(severity, message, ""),
    close: () => {
      calls.cancelAll();
      engine.close();
      server.close();
    },
  };
}

/** What is left out of the table, gRPC answers as unimplemented: components, lists, parameters. */
function service(
  handlers: ProviderHandlers,
  engine: Engine,
  calls: RunningCalls,
): UntypedServiceImplementation {
  const provider = new ProviderCalls(handlers);
  const resources = new ResourceCalls(handlers, engine, () => provider.configuration);
  return {
    handshake: unary(calls, (request: proto.ProviderHandshakeRequest) => {
      engine.attach(request.getEngineAddress());
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setSupportsAutonamingConfiguration(true);
      return response;
    }),
    attach: unary(calls, (request: PluginAttach) => {
      engine.attach(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(calls, () => {
      const info = new PluginInfo();
      info.setVersion(handlers.version);
      return info;
    }),
    getSchema: unary(calls, () => {
      const { name, version, schema } = handlers;
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify({ name, version, ...schema }));
      return response;
    }),
    getMapping: unary(calls, () => new proto.GetMappingResponse()),
    getMappings: unary(calls, () => new proto.GetMappingsResponse()),
    checkConfig: unary(calls, (request: proto.CheckRequest) => provider.check(request)),
    // No answer about changes: the engine compares for itself, and never replaces the provider.
    diffConfig: unary(calls, () => new proto.DiffResponse()),
    configure: unary(calls, (request: proto.ConfigureRequest) => provider.configure(request)),
    invoke: unary(calls, (request: proto.InvokeRequest, signal) =>
      provider.invoke(request, signal),
    ),
    check: unary(calls, resources.check.bind(resources)),
    diff: unary(calls, resources.diff.bind(resources)),
    create: unary(calls, resources.create.bind(resources)),
    read: unary(calls, resources.read.bind(resources)),
    update: unary(calls, resources.update.bind(resources)),
    delete: unary(calls, resources.delete.bind(resources)),
    cancel: unary(calls, () => {
      calls.cancelAll();
      return new Empty();
    }),
  };
}

/** One call of the protocol, with a signal that its timeout, `Cancel` and a broken connection abort. */
function unary<Request, Response>(
  calls: RunningCalls,
  work: Work<Request, Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    calls
      .run(
        timeoutOf(call.request),
        async (signal) => work(call.request, signal),
        (controller) => {
          call.on("cancelled", () => {
            controller.abort(new CancelledError());
          });
        },
      )
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(toStatus(error));
        },
      );
  };
}
