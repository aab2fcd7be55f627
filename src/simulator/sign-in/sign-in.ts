import { ArmError } from "../operation";
import type { ErrorCode } from "../witnesses";
import type { Tokens } from "./tokens";

/** A refused sign-in: a 401 that tells where tokens come from. */
export class ChallengeError extends ArmError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly challenge: { readonly error: string; readonly description: string },
  ) {
    super(401, code, message);
    this.name = "ChallengeError";
  }
}

/** Audiences of Azure Resource Manager besides the endpoint's own address. */
const managerAudiences = ["https://management.core.windows.net/", "https://management.azure.com/"];

/**
 * Object id of the caller, from the token in the `Authorization` header. A token of another issuer,
 * a real one above all, is refused without being looked into.
 *
 * Source of codes and texts: hashicorp/terraform-provider-azurerm issue 3612 (missing header),
 * Azure/azure-cli issue 5767 (invalid format), Azure/azure-sdk-for-java issue 33112 (expired),
 * Azure/azure-powershell TenantId lookup (form of the challenge).
 */
export function signIn(
  tokens: Tokens,
  headers: Readonly<Record<string, string>>,
  endpoint: string,
): string {
  const header = headers.authorization;
  if (header === undefined || header === "") {
    throw refuse(
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
      "The authentication failed because of missing 'Authorization' header.",
    );
  }
  const [, token] = /^Bearer\s+(\S+)$/i.exec(header) ?? [];
  if (token === undefined) {
    const text =
      "Authentication failed. The 'Authorization' header is provided in an invalid format.";
    throw refuse("AuthenticationFailedInvalidHeader", text);
  }
  const claims = tokens.read(token);
  if (claims === undefined) {
    throw refuse("InvalidAuthenticationToken", "The access token is invalid.");
  }
  if (claims.expiresAt * 1000 <= Date.now()) {
    throw expiredToken(claims.expiresAt * 1000);
  }
  const allowed = [`${endpoint}/`, ...managerAudiences];
  if (!allowed.some((audience) => sameAudience(audience, claims.audience))) {
    const list = allowed.flatMap((a) => [`'${a}'`, `'${a.slice(0, -1)}'`]).join(",");
    throw refuse(
      "InvalidAuthenticationTokenAudience",
      `The access token has been obtained for wrong audience or resource '${claims.audience}'. ` +
        `It should exactly match with one of the allowed audiences ${list}.`,
    );
  }
  return claims.objectId;
}

/** Refuses a token that ended at a time, in milliseconds. */
export function expiredToken(endedAt: number): ChallengeError {
  return refuse(
    "ExpiredAuthenticationToken",
    `The access token expiry UTC time '${clockText(endedAt)}' is earlier than current UTC time '${clockText(Date.now())}'.`,
  );
}

/** The header of a 401. */
export function challengeHeader(endpoint: string, tenantId: string, error: ChallengeError): string {
  // What a token names may hold what ends a quoted text, or a header.
  const description = error.challenge.description.replace(/[^\x20-\x7e]|["\\]/g, "?");
  return `Bearer authorization_uri="${endpoint}/${tenantId}", error="${error.challenge.error}", error_description="${description}"`;
}

function refuse(code: ErrorCode, message: string, description = message): ChallengeError {
  return new ChallengeError(code, message, { error: "invalid_token", description });
}

function sameAudience(a: string, b: string): boolean {
  return a.replace(/\/+$/, "").toLowerCase() === b.replace(/\/+$/, "").toLowerCase();
}

/** `1/18/2023 5:10:42 PM`, as Azure writes times in this message. */
function clockText(time: number): string {
  return new Date(time)
    .toLocaleString("en-US", { timeZone: "UTC" })
    .replace(",", "")
    .replaceAll("\u202f", " ");
}
