import {
  credentials,
  type MethodDefinition,
  type ServiceError,
  type deserialize,
  type serialize,
} from "@grpc/grpc-js";
import {
  ResourceProviderClient,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type {
  CallContext,
  Properties,
  ProviderHandlers,
  ResourceHandler,
} from "../../src/plugin/handlers";
import { startPluginServer, type PluginServerOptions } from "../../src/plugin/plugin-server";

/** A resource whose every method must be given by the test that calls it. */
export function handlerOf(methods: Partial<ResourceHandler>): ResourceHandler {
  const missing = (): never => {
    throw new Error("this method was not expected to be called");
  };
  return {
    check: missing,
    diff: missing,
    create: missing,
    read: missing,
    update: missing,
    delete: missing,
    ...methods,
  };
}

/** Keeps what a handler was given, and answers. */
export function recording<Request, Answer>(
  seen: Request[],
  answer: Answer,
): (request: Request, context: CallContext) => Promise<Answer> {
  return (request) => {
    seen.push(request);
    return Promise.resolve(answer);
  };
}

export function providerOf(
  resource: ResourceHandler,
  more: Partial<ProviderHandlers> = {},
): ProviderHandlers {
  return {
    name: "toy",
    version: "1.2.3",
    configure: () => Promise.resolve(),
    resource: (token) => (token === "toy:index:Thing" ? resource : undefined),
    ...more,
  };
}

/** Serves handlers over gRPC while a test runs. */
export async function withPlugin(
  handlers: ProviderHandlers,
  test: (client: ResourceProviderClient) => Promise<void>,
  options: PluginServerOptions = {},
): Promise<void> {
  const server = await startPluginServer(handlers, options);
  const client = new ResourceProviderClient(
    `127.0.0.1:${server.port}`,
    credentials.createInsecure(),
  );
  try {
    await test(client);
  } finally {
    client.close();
    server.close();
  }
}

type Service = typeof ResourceProviderService;
type RequestOf<Method> = Method extends { requestSerialize: serialize<infer Request> }
  ? Request
  : never;
type ResponseOf<Method> = Method extends { responseDeserialize: deserialize<infer Response> }
  ? Response
  : never;

/** Calls one method of the provider protocol and waits for its answer. */
export function call<Name extends keyof Service & string>(
  client: ResourceProviderClient,
  name: Name,
  request: RequestOf<Service[Name]>,
): Promise<ResponseOf<Service[Name]>> {
  type Request = RequestOf<Service[Name]>;
  type Response = ResponseOf<Service[Name]>;
  const method = ResourceProviderService[name] as unknown as MethodDefinition<Request, Response>;
  const { path, requestSerialize, responseDeserialize } = method;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest<Request, Response>(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      (error, response) => {
        if (error !== null) {
          reject(error);
        } else if (response !== undefined) {
          resolve(response);
        }
      },
    );
  });
}

/** A secret as it travels. */
export function secret(value: unknown): Properties {
  return {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
  };
}

/** Properties as they travel, through google-protobuf's own conversion. */
export function struct(properties: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Record<string, never>);
}

export function plain(properties: Struct | undefined): unknown {
  return properties?.toJavaScript();
}

export const urn = "urn:pulumi:dev::project::parent:index:Parent$toy:index:Thing::thing";

/** What the engine would keep of half-made work. */
export function initializationFailure(error: unknown): ErrorResourceInitFailed {
  const { metadata } = error as ServiceError;
  const [packed] = metadata.get("grpc-status-details-bin");
  const [detail] = Status.deserializeBinary(packed as Buffer).getDetailsList();
  const failure = detail?.unpack(
    (bytes) => ErrorResourceInitFailed.deserializeBinary(bytes),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (failure === undefined || failure === null) {
    throw new Error("the status carries no ErrorResourceInitFailed");
  }
  return failure;
}
