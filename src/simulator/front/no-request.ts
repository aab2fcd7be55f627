import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "node:https";
import type { Duplex } from "node:stream";
import { errorAnswer } from "../resource-manager/resource-manager";
import { ArmError } from "../operation";

const json = "application/json; charset=utf-8";

/** What is no HTTP that a handler ever sees is refused in Azure's form too. */
export function refuseWhatIsNoRequest(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const tooLong = error.code === "HPE_HEADER_OVERFLOW";
    refuseOn(socket, tooLong ? "Request Too Long" : "Invalid Request");
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    refuseOn(socket, "Invalid Verb");
  });
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    const { status, body } = errorAnswer(
      new ArmError(417, "BadRequest", "Bad Request - Invalid Header"),
    );
    const text = JSON.stringify(body);
    response.writeHead(status, {
      "content-type": json,
      "content-length": Buffer.byteLength(text),
      connection: "close",
    });
    response.end(text);
  });
}

function refuseOn(socket: Duplex, reason: string): void {
  const { body } = errorAnswer(new ArmError(400, "BadRequest", `Bad Request - ${reason}`));
  const text = JSON.stringify(body);
  socket.end(
    [
      "HTTP/1.1 400 Bad Request",
      `content-type: ${json}`,
      `content-length: ${Buffer.byteLength(text)}`,
      "connection: close",
      "",
      text,
    ].join("\r\n"),
  );
}
