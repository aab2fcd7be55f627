import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerIdentity } from "./certificates";
import { jsonResponse, type HttpRequest, type HttpResponse } from "./http";
import { readRequest } from "./read-request";
import { refuseWhatIsNoRequest } from "./no-request";
import { errorAnswer } from "../resource-manager/resource-manager";
import { ArmError } from "../operation";

export interface RunningServer {
  readonly port: number;
  /** Stops listening, lets requests that have arrived be answered, and cuts all other connections. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 for a free one. */
  readonly port: number;
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** Told of what is a fault of the simulated Azure itself; the client hears Azure's 500. */
  onDefect?(error: unknown): void;
}

/** How long a request that has arrived may take once the server is told to close, in milliseconds. */
const graceInMilliseconds = 5000;

/**
 * How long a connection may wait for its next request, in milliseconds. Node's five seconds end one
 * just as a client on a busy machine sends a POST on it, which no client repeats by itself.
 */
const idleConnectionInMilliseconds = 120_000;

/** Serves over HTTPS on the loopback interface alone. */
export async function serveHttps(
  identity: ServerIdentity,
  options: ServerOptions,
): Promise<RunningServer> {
  const server = createServer({
    key: identity.key,
    cert: identity.certificate,
    // A missing Host is refused like a foreign one, in words.
    requireHostHeader: false,
    keepAliveTimeout: idleConnectionInMilliseconds,
  });
  const underway = new Set<Promise<void>>();
  let port = 0;
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void serve(request, response, { ...options, port, underway });
  });
  refuseWhatIsNoRequest(server);
  await listen(server, options.port);
  port = (server.address() as AddressInfo).port;
  return { port, close: () => close(server, underway) };
}

interface Serving extends ServerOptions {
  /** Answers to requests that have arrived whole. */
  readonly underway: Set<Promise<void>>;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  let request: HttpRequest;
  try {
    request = await readRequest(message, serving.port);
  } catch (error) {
    if (message.destroyed && !message.complete) {
      // The client is gone.
      response.destroy();
      return;
    }
    await write(response, refusal(error, serving));
    return;
  }
  const answered = answer(request, response, serving);
  serving.underway.add(answered);
  await answered;
  serving.underway.delete(answered);
}

async function answer(
  request: HttpRequest,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  let answered: HttpResponse;
  try {
    answered = await serving.handle(request);
  } catch (error) {
    answered = refusal(error, serving);
  }
  await write(response, answered);
}

/** What is no error of Azure's is a defect; nothing of it is told to the client. */
function refusal(error: unknown, serving: ServerOptions): HttpResponse {
  if (!(error instanceof ArmError)) {
    serving.onDefect?.(error);
  }
  const refused =
    error instanceof ArmError
      ? error
      : new ArmError(500, "InternalServerError", "Encountered internal server error.");
  const { status, body } = errorAnswer(refused);
  return jsonResponse(status, body);
}

/** Writes an answer; ends when it is written, or its connection is gone. */
function write(response: ServerResponse, answered: HttpResponse): Promise<void> {
  const done = new Promise<void>((resolve) => {
    response.once("close", resolve);
  });
  deliver(response, answered);
  return done;
}

function deliver(response: ServerResponse, { delivery, ...answered }: HttpResponse): void {
  if (delivery === "dropped") {
    response.destroy();
  } else if (typeof delivery === "object") {
    const timer = setTimeout(() => {
      writeTo(response, answered);
    }, delivery.lateByMilliseconds);
    response.once("close", () => {
      clearTimeout(timer);
    });
  } else {
    writeTo(response, answered, delivery === "cut");
  }
}

function writeTo(response: ServerResponse, answered: HttpResponse, cut = false): void {
  const body = answered.body ?? "";
  try {
    response.writeHead(answered.status, {
      ...answered.headers,
      ...(answered.status === 204 ? {} : { "content-length": Buffer.byteLength(body) }),
      // What was not read of a refused request would be taken for the next one.
      ...(response.req.complete ? {} : { connection: "close" }),
    });
    if (cut) {
      response.write(body.slice(0, body.length / 2), () => {
        response.destroy();
      });
    } else {
      response.end(body);
    }
  } catch {
    // What cannot be written must not end the process.
    response.destroy();
  }
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

async function close(server: Server, underway: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceInMilliseconds);
  });
  await Promise.race([Promise.all(underway), grace]);
  clearTimeout(timer);
  server.closeAllConnections();
  await closed;
}
