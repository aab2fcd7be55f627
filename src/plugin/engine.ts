import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

export type LogLevel = "info" | "warning" | "error";

const severities: Readonly<Record<LogLevel, LogSeverity>> = {
  info: LogSeverity.INFO,
  warning: LogSeverity.WARNING,
  error: LogSeverity.ERROR,
};

/** The engine that started or attached this plugin: it shows messages, and its end is ours. */
export class Engine {
  #address: string | undefined;
  #client: EngineClient | undefined;

  constructor(address?: string) {
    this.#address = address;
  }

  /** Turns to another engine, when one attaches. */
  attach(address: string): void {
    if (address !== "" && address !== this.#address) {
      this.#client?.close();
      this.#client = undefined;
      this.#address = address;
    }
  }

  /**
   * Shows a message beside a resource. Fulfilled when the engine has it; never rejected, because a
   * message that is lost must not fail the work it tells of.
   */
  log(severity: LogLevel, message: string, urn: string): Promise<void> {
    const client = this.#connect();
    if (client === undefined) {
      return Promise.resolve();
    }
    const request = new LogRequest();
    request.setSeverity(severities[severity]);
    request.setMessage(message);
    request.setUrn(urn);
    return new Promise((resolve) => {
      client.log(request, () => {
        resolve();
      });
    });
  }

  /** Calls back once when the engine has not been reached for a while: it was killed. */
  onLost(lost: () => void, patienceInMilliseconds = 10_000): void {
    const client = this.#connect();
    if (client === undefined) {
      return;
    }
    client.waitForReady(Date.now() + patienceInMilliseconds, (error) => {
      if (client !== this.#client) {
        return;
      }
      if (error !== undefined) {
        lost();
        return;
      }
      const channel = client.getChannel();
      channel.watchConnectivityState(channel.getConnectivityState(true), Infinity, () => {
        this.onLost(lost, patienceInMilliseconds);
      });
    });
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
    this.#address = undefined;
  }

  #connect(): EngineClient | undefined {
    if (this.#client === undefined && this.#address !== undefined) {
      this.#client = new EngineClient(this.#address, credentials.createInsecure());
    }
    return this.#client;
  }
}
