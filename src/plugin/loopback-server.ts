import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";

/** As much as the Pulumi SDKs let through. */
const longestMessage = 400 * 1024 * 1024;

/** Puts a service of Pulumi's protocols on a free port of the loopback, where only the engine looks for it. */
export async function serveOnLoopback(
  definition: ServiceDefinition,
  implementation: UntypedServiceImplementation,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = new Server({
    "grpc.max_receive_message_length": longestMessage,
    "grpc.max_send_message_length": longestMessage,
  });
  server.addService(definition, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  return {
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}
