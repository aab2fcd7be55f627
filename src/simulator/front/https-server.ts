import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerIdentity } from "./certificates";
import { bodyLimitInBytes, bodyTooLarge } from "./front";
import { jsonResponse, type HttpRequest, type HttpResponse } from "./http";
import { errorAnswer } from "../resource-manager/resource-manager";
import { ArmError } from "../operation";

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves over HTTPS on the loopback interface alone, on a port or, for 0, on a free one. */
export async function serveHttps(
  identity: ServerIdentity,
  wantedPort: number,
  handle: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<RunningServer> {
  const server = createServer({ key: identity.key, cert: identity.certificate });
  let port = 0;
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(request, port, handle)
      .then((answered) => {
        write(response, answered);
      })
      .catch(() => {
        // What cannot be written must not end the process.
        response.destroy();
      });
  });
  await listen(server, wantedPort);
  port = (server.address() as AddressInfo).port;
  return { port, close: () => close(server) };
}

async function answer(
  message: IncomingMessage,
  port: number,
  handle: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  try {
    requireLoopbackHost(message, port);
    const body = await readBody(message);
    return await handle({
      method: message.method ?? "GET",
      url: message.url ?? "/",
      headers: flatHeaders(message),
      ...(body === "" ? {} : { body }),
    });
  } catch (error) {
    const refused =
      error instanceof ArmError
        ? error
        : new ArmError(500, "InternalServerError", `The simulated Azure failed: ${String(error)}`);
    const { status, body } = errorAnswer(refused);
    return jsonResponse(status, body);
  }
}

/** A page in a browser can make requests to loopback, but cannot forge the `Host` header. */
function requireLoopbackHost(message: IncomingMessage, port: number): void {
  const { host = "" } = message.headers;
  const known = [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`];
  const absolute = !(message.url ?? "").startsWith("/");
  if (absolute || !known.includes(host.toLowerCase())) {
    throw new ArmError(
      421,
      "MisdirectedRequest",
      "The simulated Azure answers requests to its own loopback address only.",
    );
  }
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimitInBytes) {
      throw bodyTooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function flatHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function write(response: ServerResponse, answered: HttpResponse): void {
  const body = answered.body ?? "";
  response.writeHead(answered.status, {
    ...answered.headers,
    ...(answered.status === 204 ? {} : { "content-length": Buffer.byteLength(body) }),
    // What was not read of a refused request would be taken for the next one.
    ...(answered.status === 413 ? { connection: "close" } : {}),
  });
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    });
    server.closeAllConnections();
  });
}
