import { setTimeout as delay } from "node:timers/promises";
import type { TokenCredential } from "@azure/core-auth";
import type {
  HttpClient,
  Pipeline,
  PipelineRequest,
  PipelineResponse,
  RestError,
} from "@azure/core-rest-pipeline";
import { scopeOf, type Cloud } from "./cloud";
import { ConnectionError, failureOf } from "./errors";
import type { ArmRequest, ArmResponse, ArmTransport } from "./transport";

/** Where requests go, and who vouches for them. */
export interface SignedInCloud {
  readonly cloud: Pick<Cloud, "endpoint" | "audience">;
  /** Left out for requests without a token, such as those for a cloud's metadata. */
  readonly credential?: TokenCredential;
}

interface Open {
  readonly endpoint: URL;
  readonly root: string;
  readonly pipeline: Pipeline;
  readonly client: HttpClient;
  readonly library: typeof import("@azure/core-rest-pipeline");
}

/** Longest time without an answer, in milliseconds. */
const longestSilence = 300_000;

/** Difference of two clocks that is left as it is, in milliseconds. */
const clockTolerance = 5000;

/** Failures of a connection that may be over the next time. */
const passingCodes: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "PARSE_ERROR",
]);

/**
 * Requests over HTTPS, on connections that stay open. Where they go and who signs in is asked at the
 * first request. Nothing is repeated here, whoever sends decides that, except with a new token what was
 * refused because the token had expired.
 */
export class HttpsTransport implements ArmTransport {
  readonly #signIn: (afresh: boolean) => Promise<SignedInCloud>;
  readonly #client: HttpClient | undefined;
  #open: Promise<Open> | undefined;
  #hasSignedIn = false;
  readonly #expired = new WeakSet<Open>();
  /** How far Azure's clock is ahead of this machine's, in milliseconds. */
  #ahead = 0;

  /** @param signIn - `afresh` when Azure takes the token no longer that was given before. */
  constructor(signIn: (afresh: boolean) => Promise<SignedInCloud>, client?: HttpClient) {
    this.#signIn = signIn;
    this.#client = client;
  }

  async send(request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
    const open = await this.#opened();
    const answer = await this.#sendOn(open, request, signal);
    if (answer.status !== 401 || failureOf(answer).code !== "ExpiredAuthenticationToken") {
      return answer;
    }
    // Refused, so not carried out. Others may be signing in again already.
    if (!this.#expired.has(open)) {
      this.#expired.add(open);
      this.#open = undefined;
    }
    return this.#sendOn(await this.#opened(), request, signal);
  }

  async #sendOn(open: Open, request: ArmRequest, signal?: AbortSignal): Promise<ArmResponse> {
    signal?.throwIfAborted();
    const message = open.library.createPipelineRequest({
      url: addressOf(request, open),
      method: request.method,
      headers: open.library.createHttpHeaders(headersOf(request)),
      abortSignal: withTimeout(signal),
      ...(request.body === undefined ? {} : { body: bodyText(request.body) }),
    });
    const answer = toArmResponse(await this.#exchange(open, message, request, signal));
    this.#setClock(Date.parse(answer.headers.date ?? ""));
    return answer;
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Follows Azure's clock where it differs by more than its whole seconds and the way of an answer. */
  #setClock(date: number): void {
    if (Math.abs(date - this.now().getTime()) > clockTolerance) {
      this.#ahead = date - Date.now();
    }
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  async #exchange(
    open: Open,
    message: PipelineRequest,
    request: ArmRequest,
    signal: AbortSignal | undefined,
  ): Promise<PipelineResponse> {
    try {
      return await open.pipeline.sendRequest(open.client, message);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Error && error.name === "AbortError") {
        const seconds = longestSilence / 1000;
        throw new ConnectionError(request, `nothing came within ${seconds} s`, { mayPass: true });
      }
      if (open.library.isRestError(error)) {
        // The error itself holds the whole request; only its words may go on.
        throw new ConnectionError(request, error.message, { mayPass: isPassing(error) });
      }
      throw error;
    }
  }

  /** A failed sign-in is forgotten: the next request tries again. */
  async #opened(): Promise<Open> {
    this.#open ??= this.#connect();
    try {
      const open = await this.#open;
      this.#hasSignedIn = true;
      return open;
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
  }

  async #connect(): Promise<Open> {
    const { cloud, credential } = await this.#signIn(this.#hasSignedIn);
    const library = await import("@azure/core-rest-pipeline");
    const pipeline = library.createEmptyPipeline();
    pipeline.addPolicy(library.proxyPolicy());
    pipeline.addPolicy(library.decompressResponsePolicy());
    pipeline.addPolicy(library.setClientRequestIdPolicy());
    pipeline.addPolicy(library.userAgentPolicy({ userAgentPrefix: "azure-evergreen" }));
    if (credential !== undefined) {
      const scopes = scopeOf(cloud);
      pipeline.addPolicy(library.bearerTokenAuthenticationPolicy({ credential, scopes }));
    }
    return {
      endpoint: new URL(cloud.endpoint),
      root: cloud.endpoint,
      pipeline,
      client: this.#client ?? library.createDefaultHttpClient(),
      library,
    };
  }
}

/** Not the request's own timeout, whose timer outlives a failed request and keeps the process up. */
function withTimeout(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(longestSilence);
  return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
}

/** The whole address. The token goes to Azure Resource Manager and its regional hosts alone. */
function addressOf({ url }: ArmRequest, { endpoint, root }: Open): string {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    return `${root}${url.startsWith("/") ? "" : "/"}${url}`;
  }
  const { protocol, host, hostname } = new URL(url);
  const regional = endpoint.port === "" && host.endsWith(`.${endpoint.hostname}`);
  if (protocol !== "https:" || (host !== endpoint.host && !regional)) {
    throw new Error(
      `Azure names an address at '${protocol}//${hostname}', which is not part of ${root}; no token is sent there.`,
    );
  }
  return url;
}

function headersOf({ headers, body }: ArmRequest): Record<string, string> {
  return {
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
}

function bodyText(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function toArmResponse({ status, headers, bodyAsText }: PipelineResponse): ArmResponse {
  return { status, headers: headers.toJSON(), body: parsedBody(bodyAsText ?? "") };
}

/** Some services mark JSON as text, and some begin it with a byte order mark. */
function parsedBody(text: string): unknown {
  const clean = text.replace(/^\uFEFF/, "");
  if (clean.trim() === "") {
    return undefined;
  }
  try {
    return JSON.parse(clean);
  } catch {
    return text;
  }
}

function isPassing(error: RestError): boolean {
  return error.code !== undefined && passingCodes.has(error.code);
}
