import { ArmRequestError, asObject, ConnectionError, failureOf, isNotFound } from "./errors";
import { settle, type SettleOptions } from "./long-running";
import { mayRepeatUnanswered, mayRetry, retryDelay, type RetryOptions } from "./retry";
import type { ArmConnection, ArmRequest, ArmResponse, ArmTransport } from "./transport";

/** Somebody waits while nothing answers: fewer tries than for a busy Azure. */
const unansweredRetries = 3;

/**
 * Requests to Azure Resource Manager: an answer of 400 and above is thrown as
 * {@linkcode ArmRequestError}, passing troubles are retried as Azure asks, listings follow their
 * pages, and long-running work is waited for.
 */
export class ArmClient {
  readonly #transport: ArmTransport;
  readonly #retry: RetryOptions;

  constructor(connection: ArmConnection | ArmTransport, retry: RetryOptions = {}) {
    this.#transport = "transport" in connection ? connection.transport : connection;
    this.#retry = retry;
  }

  get(url: string, signal?: AbortSignal): Promise<ArmResponse> {
    return this.send({ method: "GET", url }, signal);
  }

  /** Like `get`, but answers `undefined` when Azure knows no such thing (404). */
  async getOrUndefined(url: string, signal?: AbortSignal): Promise<ArmResponse | undefined> {
    try {
      return await this.get(url, signal);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  put(url: string, body: unknown, signal?: AbortSignal): Promise<ArmResponse> {
    return this.send({ method: "PUT", url, body }, signal);
  }

  patch(url: string, body: unknown, signal?: AbortSignal): Promise<ArmResponse> {
    return this.send({ method: "PATCH", url, body }, signal);
  }

  post(url: string, body?: unknown, signal?: AbortSignal): Promise<ArmResponse> {
    return this.send({ method: "POST", url, body }, signal);
  }

  delete(url: string, signal?: AbortSignal): Promise<ArmResponse> {
    return this.send({ method: "DELETE", url }, signal);
  }

  /** Everything that a listing holds, all its pages. */
  async list(url: string, signal?: AbortSignal): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    const seen = new Set<string>();
    let next: string | undefined = url;
    while (next !== undefined && !seen.has(next)) {
      seen.add(next);
      const page = asObject((await this.get(next, signal)).body);
      const value: unknown[] = Array.isArray(page?.value) ? page.value : [];
      items.push(...value.map((item) => asObject(item)).filter((item) => item !== undefined));
      next = typeof page?.nextLink === "string" && page.nextLink !== "" ? page.nextLink : undefined;
    }
    return items;
  }

  /** Waits for the work that a request began; see {@linkcode settle}. */
  settle(
    response: ArmResponse,
    request: ArmRequest,
    options: SettleOptions = {},
  ): Promise<ArmResponse> {
    const wait = this.#transport.wait.bind(this.#transport);
    return settle({ send: this.send.bind(this), wait }, response, request, options);
  }

  /** Sends a request and waits for the work that it begins. */
  async sendAndSettle(request: ArmRequest, options: SettleOptions = {}): Promise<ArmResponse> {
    return this.settle(await this.send(request, options.signal), request, options);
  }

  /** Sends a request, again where Azure asks for it. */
  async send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
    for (let retry = 0; ; retry++) {
      signal?.throwIfAborted();
      const answer = await this.#attempt(request, signal);
      if (!(answer instanceof ConnectionError) && answer.status < 400) {
        return answer;
      }
      const delay = this.#delayAfter(answer, request, retry);
      if (delay === undefined) {
        throw answer instanceof ConnectionError
          ? answer
          : new ArmRequestError(request, answer.status, failureOf(answer));
      }
      await this.#transport.wait(delay, signal);
    }
  }

  #delayAfter(
    answer: ArmResponse | ConnectionError,
    request: ArmRequest,
    retry: number,
  ): number | undefined {
    if (answer instanceof ConnectionError) {
      const again = answer.mayPass && mayRepeatUnanswered(request) && retry < unansweredRetries;
      return again ? retryDelay(retry, {}, this.#retry) : undefined;
    }
    return mayRetry(answer) ? retryDelay(retry, answer.headers, this.#retry) : undefined;
  }

  /** One try; an error is what kept an answer from coming. */
  async #attempt(
    request: ArmRequest,
    signal?: AbortSignal,
  ): Promise<ArmResponse | ConnectionError> {
    try {
      return await this.#transport.send(request, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ConnectionError) {
        return error;
      }
      throw error;
    }
  }
}
