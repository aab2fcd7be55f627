import { randomBytes } from "node:crypto";
import type { Directory } from "./directory";
import type { Estate } from "../estate";
import { jsonResponse, type HttpRequest, type HttpResponse, readAddress } from "../front/http";
import { asObject, asText } from "../json";
import type { Tokens } from "./tokens";

export const identityTokenPath = "/msi/token";

/**
 * Tokens for managed identities, as code that runs in a resource asks for them: with a header whose
 * value only that resource knows.
 *
 * Source: learn.microsoft.com app-service/overview-managed-identity (REST endpoint) and
 * automation/enable-managed-identity-for-automation.
 */
export class IdentityEndpoint {
  /** Resource id by header value. */
  readonly #headers = new Map<string, string>();

  constructor(
    private readonly estate: Estate,
    private readonly directory: Directory,
    private readonly tokens: Tokens,
  ) {}

  /** A header value for what runs in a resource. */
  admit(resourceId: string): string {
    const header = randomBytes(24).toString("base64url");
    this.#headers.set(header, resourceId);
    return header;
  }

  answer(request: HttpRequest): HttpResponse {
    const resourceId = this.#headers.get(request.headers["x-identity-header"] ?? "");
    const { query } = readAddress(request.url);
    const audience = query.resource;
    if (resourceId === undefined) {
      return refuse(401, "The X-IDENTITY-HEADER value is missing or wrong.");
    }
    if (audience === undefined) {
      return refuse(400, "The 'resource' query parameter is missing.");
    }
    const principalId = this.#principalOf(resourceId, query);
    const principal = principalId === undefined ? undefined : this.directory.find(principalId);
    if (principal === undefined) {
      return refuse(400, "No managed identity was found for the specified client id or resource.");
    }
    const { token, expiresInSeconds } = this.tokens.issue(principal, audience);
    return jsonResponse(
      200,
      {
        access_token: token,
        expires_on: String(Math.floor(Date.now() / 1000) + expiresInSeconds),
        resource: audience,
        token_type: "Bearer",
        client_id: principal.clientId,
      },
      { "cache-control": "no-store" },
    );
  }

  /** The system-assigned identity, or the user-assigned one that is asked for. */
  #principalOf(resourceId: string, query: Readonly<Record<string, string>>): string | undefined {
    const identity = asObject(this.estate.get(resourceId)?.identity);
    const clientId = query.client_id?.toLowerCase();
    const identityId = query.mi_res_id?.toLowerCase();
    if (clientId === undefined && identityId === undefined) {
      return asText(identity.principalId);
    }
    const [, found] =
      Object.entries(asObject(identity.userAssignedIdentities)).find(
        ([id, value]) =>
          id.toLowerCase() === identityId ||
          asText(asObject(value).clientId)?.toLowerCase() === clientId,
      ) ?? [];
    return asText(asObject(found).principalId);
  }
}

function refuse(status: number, message: string): HttpResponse {
  return jsonResponse(status, { statusCode: status, message });
}
