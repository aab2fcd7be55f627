import { ArmError, type Answer, type Platform } from "../operation";
import { faultyAnswer } from "./faulty-answer";
import { ThrottledError } from "../resource-manager/request-limits";
import { Graph } from "../graph/graph";
import { jsonResponse, readAddress, type HttpRequest, type HttpResponse } from "./http";
import { identityTokenPath, type IdentityEndpoint } from "../sign-in/identity-endpoint";
import { cloudMetadata } from "./metadata";
import { unsupportedMediaType } from "../resource-manager/arm-errors";
import { errorAnswer, type ResourceManager } from "../resource-manager/resource-manager";
import { ChallengeError, challengeHeader, signIn } from "../sign-in/sign-in";
import { answerTokenRequest, openIdConfiguration, type Issuer } from "../sign-in/token-endpoint";

/** Largest request body. Source: learn.microsoft.com azure-subscription-service-limits (4 MB templates and requests). */
export const bodyLimitInBytes = 4 * 1024 * 1024;

/** Everything that this simulated Azure answers: sign-in, cloud metadata, Azure Resource Manager and Microsoft Graph. */
export class Front {
  constructor(
    private readonly issuer: Issuer,
    private readonly manager: ResourceManager,
    private readonly identities: IdentityEndpoint,
    private readonly graph: Graph,
    private readonly platform: Pick<Platform, "subscriptionId" | "clock" | "faults">,
  ) {}

  /** Answers a request off the wire; what cannot be taken is refused in Azure's form. */
  handle(request: HttpRequest): Promise<HttpResponse> {
    return this.#inAzuresForm(request, () => this.#handle(request));
  }

  /** Answers a request to Azure Resource Manager or Microsoft Graph for a principal that is signed in already. */
  manageAs(principalId: string, request: HttpRequest): Promise<HttpResponse> {
    return this.#inAzuresForm(request, () => this.#manageAs(principalId, request));
  }

  async #handle(request: HttpRequest): Promise<HttpResponse> {
    const open = this.#openEndpoint(request);
    if (open !== undefined) {
      return this.#faulty(request, undefined, async () => Promise.resolve(open()));
    }
    const principalId = signIn(this.issuer.tokens, request.headers, endpointOf(request));
    if (request.body !== undefined && request.headers["content-type"] === undefined) {
      throw unsupportedMediaType();
    }
    return this.#manageAs(principalId, request);
  }

  /** What answers a request that needs no token; `undefined` for all others. */
  #openEndpoint(request: HttpRequest): (() => HttpResponse) | undefined {
    const endpoint = endpointOf(request);
    const { path, query } = readAddress(request.url);
    const [, tenant = "", ...rest] = path.split("/");
    const below = rest.join("/").toLowerCase();
    if (path.toLowerCase() === "/metadata/endpoints") {
      return () => cloudMetadata(endpoint, query["api-version"] ?? "");
    }
    if (
      below === "v2.0/.well-known/openid-configuration" ||
      below === ".well-known/openid-configuration"
    ) {
      return () => openIdConfiguration(endpoint, tenant);
    }
    if (below === "discovery/v2.0/keys") {
      return () => jsonResponse(200, this.issuer.tokens.keySet());
    }
    if (below === "oauth2/v2.0/token" || below === "oauth2/token") {
      requireReadableBody(request);
      return () => answerTokenRequest(this.issuer, tenant, request);
    }
    return path === identityTokenPath ? () => this.identities.answer(request) : undefined;
  }

  #manageAs(principalId: string, request: HttpRequest): Promise<HttpResponse> {
    return this.#faulty(request, principalId, () => this.#carryOut(principalId, request));
  }

  /** Lets a request go wrong where that was asked for. */
  #faulty(
    request: HttpRequest,
    principalId: string | undefined,
    carryOut: () => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    const { path } = readAddress(request.url);
    const { faults, clock, subscriptionId } = this.platform;
    const fault = faults.http.next({ method: request.method, path, principalId });
    if (fault === undefined) {
      return carryOut();
    }
    const newId = (): string => this.issuer.newId();
    return faultyAnswer(fault, { path, subscriptionId, now: clock.now(), newId }, carryOut);
  }

  async #carryOut(principalId: string, request: HttpRequest): Promise<HttpResponse> {
    const endpoint = endpointOf(request);
    const { path, query } = readAddress(request.url);
    requireReadableBody(request);
    if (Graph.serves(path)) {
      return this.graph.answer(principalId, request, endpoint);
    }
    const answer = await this.manager.answer({
      method: request.method,
      path,
      query,
      headers: request.headers,
      body: request.body,
      principalId,
      endpoint,
    });
    return this.#respond(request, answer);
  }

  async #inAzuresForm(
    request: HttpRequest,
    answer: () => Promise<HttpResponse>,
  ): Promise<HttpResponse> {
    try {
      return await answer();
    } catch (error) {
      if (!(error instanceof ArmError)) {
        throw error;
      }
      return this.#respond(request, {
        ...errorAnswer(error),
        headers: this.#headersOf(error, request),
      });
    }
  }

  #headersOf(error: ArmError, request: HttpRequest): NonNullable<Answer["headers"]> {
    if (error instanceof ChallengeError) {
      const challenge = challengeHeader(endpointOf(request), this.issuer.tenantId, error);
      return { "www-authenticate": challenge };
    }
    return error instanceof ThrottledError
      ? { "retry-after": String(error.retryAfterInSeconds) }
      : {};
  }

  #respond(request: HttpRequest, answer: Answer): HttpResponse {
    const id = this.issuer.newId();
    const headers: Record<string, string> = {
      "cache-control": "no-cache",
      date: this.platform.clock.now().toUTCString(),
      "x-ms-request-id": id,
      "x-ms-correlation-request-id": id,
      ...Object.fromEntries(
        Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    };
    this.#scaleRetryAfter(headers);
    const body = request.method.toUpperCase() === "HEAD" ? undefined : answer.body;
    return jsonResponse(answer.status, body, headers);
  }

  /** On a clock that runs by itself, waiting is as much shorter as the clock is faster. */
  #scaleRetryAfter(headers: Record<string, string>): void {
    const { speed } = this.platform.clock;
    const seconds = Number(headers["retry-after"]);
    if (speed > 0 && Number.isFinite(seconds)) {
      headers["retry-after"] = String(Math.ceil(seconds / speed));
      headers["retry-after-ms"] = String(Math.ceil((seconds * 1000) / speed));
    }
  }
}

function endpointOf(request: HttpRequest): string {
  return `https://${request.headers.host ?? "management.simulated.invalid"}`;
}

/**
 * A body that is compressed is not looked into: what a small one becomes nobody knows.
 *
 * Source: RFC 9110 section 15.5.16 (415 for a content coding that is not taken).
 */
function requireReadableBody({ headers, body }: HttpRequest): void {
  requireNoCoding(headers["content-encoding"]);
  if (body !== undefined && Buffer.byteLength(body) > bodyLimitInBytes) {
    throw bodyTooLarge();
  }
}

/** Refuses a content coding, before anything of the body is read. */
export function requireNoCoding(coding: string | undefined): void {
  if (coding !== undefined && coding !== "" && coding.toLowerCase() !== "identity") {
    throw new ArmError(
      415,
      "UnsupportedMediaType",
      "The content encoding of the request is not supported. Send the content as it is.",
    );
  }
}

/** Source: learn.microsoft.com troubleshooting/error-request-content-too-large. */
export function bodyTooLarge(): ArmError {
  return new ArmError(
    413,
    "RequestContentTooLarge",
    "The request content size exceeds the maximum size of 4 MB.",
  );
}
