import { connect } from "node:tls";
import type { ServedAzure } from "../../../src/simulator/index";

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Writes bytes on a connection of their own, and answers what came back until it was closed. */
export function sendRaw(served: ServedAzure, bytes: Buffer | string): Promise<RawAnswer> {
  const { port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    const socket = connect({
      port: Number(port),
      host: "127.0.0.1",
      servername: "localhost",
      ca: served.certificateAuthority,
    });
    const chunks: Buffer[] = [];
    socket.setTimeout(10_000, () => socket.destroy(new Error("Nothing came for 10 s.")));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const [head = "", ...body] = text.split("\r\n\r\n");
      const [, status = "0"] = /^HTTP\/1\.1 (\d+)/.exec(head) ?? [];
      resolve({ status: Number(status), head, body: body.join("\r\n\r\n") });
    });
    socket.end(bytes);
  });
}

/** A request as text, closing its connection; header lines as they are given. */
export function rawRequest(
  served: ServedAzure,
  line: string,
  headers: readonly string[] = [],
  body = "",
): string {
  const { host } = new URL(served.url);
  return [line, `host: ${host}`, "connection: close", ...headers, "", body].join("\r\n");
}

/** Status and code of a refusal in Azure's form. */
export function refusalOf({ status, body }: RawAnswer): readonly [number, string] {
  const { error } = JSON.parse(body) as { error: { code: string; message: string } };
  return [status, error.code];
}
