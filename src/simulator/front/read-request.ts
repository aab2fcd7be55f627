import type { IncomingMessage } from "node:http";
import { bodyLimitInBytes, bodyTooLarge, requireNoCoding } from "./front";
import type { HttpRequest } from "./http";
import { invalidRequestContent } from "../resource-manager/arm-errors";
import { ArmError } from "../operation";

/** How much of a refused body is thrown away before its connection is cut. */
const patienceInBytes = 16 * bodyLimitInBytes;

/** A request off the wire, whole; refuses what is not for this server, or no text. */
export async function readRequest(message: IncomingMessage, port: number): Promise<HttpRequest> {
  const refused = refusalOfHead(message, port);
  const body = readText(await receive(message, refused));
  return {
    method: message.method ?? "GET",
    url: message.url ?? "/",
    headers: flatHeaders(message),
    ...(body === "" ? {} : { body }),
  };
}

/** What is wrong with a request before anything of its body is looked at. */
function refusalOfHead(message: IncomingMessage, port: number): ArmError | undefined {
  try {
    requireLoopbackHost(message, port);
    requireNoCoding(message.headers["content-encoding"]);
    return undefined;
  } catch (error) {
    if (error instanceof ArmError) {
      return error;
    }
    throw error;
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

/**
 * The body. That of a request that is refused is thrown away as it comes, for a client that still
 * sends would not hear the answer; one that sends without end is cut.
 */
function receive(message: IncomingMessage, refused: ArmError | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    let problem = refused;
    message.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > bodyLimitInBytes) {
        problem ??= bodyTooLarge();
        chunks = [];
      }
      if (problem === undefined) {
        chunks.push(chunk);
      } else if (length > patienceInBytes) {
        message.pause();
        reject(problem);
      }
    });
    message.on("end", () => {
      if (problem === undefined) {
        resolve(Buffer.concat(chunks));
      } else {
        reject(problem);
      }
    });
    message.on("error", reject);
  });
}

function readText(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw invalidRequestContent("Unable to translate the bytes to Unicode: they are not UTF-8.");
  }
}

function flatHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
