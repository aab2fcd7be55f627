import { isGuid } from "../../azure/guid";
import type { Clock } from "../clock";
import type { Application, Applications } from "../graph/applications";
import type { JsonObject } from "../json";
import { type AssertionRefusal, judgeAssertion, judgeFederation } from "./client-assertion";
import type { ClientSecrets } from "./client-secrets";
import type { Directory } from "./directory";
import { jsonResponse, readAddress, type HttpRequest, type HttpResponse } from "../front/http";
import type { OutsideIssuer } from "./outside-issuer";
import type { Tokens } from "./tokens";

/** What the token endpoint works with. */
export interface Issuer {
  readonly tenantId: string;
  readonly tokens: Tokens;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly applications: Applications;
  readonly secrets: ClientSecrets;
  /** Federated credentials of a user-assigned identity: their properties. */
  federatedCredentialsOf(resourceId: string): readonly JsonObject[];
  readonly outside: OutsideIssuer;
  newId(): string;
}

/** The document that clients look for before they ask for a token. */
export function openIdConfiguration(endpoint: string, tenant: string): HttpResponse {
  const authority = `${endpoint}/${tenant}`;
  return jsonResponse(200, {
    issuer: `${authority}/v2.0`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_types_supported: ["code", "id_token", "token"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    tenant_region_scope: "EU",
  });
}

/**
 * Answers a token request: the client-credentials grant of the v1 endpoint (`resource`) and of v2
 * (`scope`), with a secret, or with an assertion that a certificate or an outside issuer signed.
 *
 * Source: learn.microsoft.com entra/identity-platform/v2-oauth2-client-creds-grant-flow and
 * reference-error-codes.
 */
export function answerTokenRequest(
  issuer: Issuer,
  tenant: string,
  request: HttpRequest,
): HttpResponse {
  const form = new URLSearchParams(request.body ?? "");
  const host = request.headers.host ?? "";
  const { path } = readAddress(request.url);
  const refuse = (status: number, error: string, code: number, text: string): HttpResponse =>
    refusal(issuer, { status, error, code, text });
  if (tenant.toLowerCase() !== issuer.tenantId && isGuid(tenant)) {
    const text = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`;
    return refuse(400, "invalid_request", 90002, text);
  }
  const grant = form.get("grant_type");
  if (grant !== "client_credentials") {
    const text = `The app requested an unsupported grant type '${grant ?? ""}'.`;
    return refuse(400, "unsupported_grant_type", 70003, text);
  }
  const clientId = form.get("client_id");
  if (clientId === null) {
    const text = "The request body must contain the following parameter: 'client_id'.";
    return refuse(400, "invalid_request", 900144, text);
  }
  const principal = issuer.directory.findByClientId(clientId);
  const application = issuer.applications.findByAppId(clientId);
  const federated = issuer.federatedCredentialsOf(principal?.resourceId ?? "");
  if (principal === undefined || (application === undefined && federated.length === 0)) {
    const text =
      `Application with identifier '${clientId}' was not found in the directory '${issuer.tenantId}'. ` +
      "This can happen if the application has not been installed by the administrator of the tenant.";
    return refuse(400, "unauthorized_client", 700016, text);
  }
  const refused = judgeCredential(
    issuer,
    application ?? { appId: clientId, keyCredentials: [] },
    federated,
    form,
    `https://${host}${path}`,
  );
  if (refused !== undefined) {
    return refuse(401, "invalid_client", refused.code, refused.text);
  }
  const audience = audienceOf(form);
  if (audience === undefined) {
    const text = `The provided value for the input parameter 'scope' is not valid. The scope '${form.get("scope") ?? ""}' is not valid.`;
    return refuse(400, "invalid_scope", 70011, text);
  }
  const { token, expiresInSeconds } = issuer.tokens.issue(principal, audience);
  return jsonResponse(
    200,
    {
      token_type: "Bearer",
      expires_in: expiresInSeconds,
      ext_expires_in: expiresInSeconds,
      access_token: token,
    },
    { "cache-control": "no-store" },
  );
}

/** Judges the secret or the assertion by which an application proves who it is. */
function judgeCredential(
  issuer: Issuer,
  application: Pick<Application, "appId" | "keyCredentials">,
  federated: readonly JsonObject[],
  form: URLSearchParams,
  tokenEndpoint: string,
): AssertionRefusal | undefined {
  const now = issuer.clock.now();
  const assertion = form.get("client_assertion");
  if (assertion !== null) {
    const claims = issuer.outside.read(assertion);
    if (claims !== undefined) {
      return judgeFederation(claims, federated);
    }
    return judgeAssertion(assertion, application, { now, audience: tokenEndpoint });
  }
  const given = form.get("client_secret");
  if (given === null) {
    return {
      code: 7000218,
      text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    };
  }
  const { appId } = application;
  switch (issuer.secrets.judge(appId, given, now.getTime())) {
    case "right":
      return undefined;
    case "expired":
      // Source: dotnet/sign issue 849.
      return {
        code: 7000222,
        text:
          `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: ` +
          "https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
      };
    case "wrong":
      return {
        code: 7000215,
        text:
          "Invalid client secret provided. Ensure the secret being sent in the request is the client secret " +
          `value, not the client secret ID, for a secret added to app '${appId}'.`,
      };
  }
}

/** `AUDIENCE/.default` among other scopes, or the older `resource`. */
function audienceOf(form: URLSearchParams): string | undefined {
  const scope = (form.get("scope") ?? "").split(" ").find((word) => word.endsWith("/.default"));
  return form.get("resource") ?? scope?.slice(0, -"/.default".length);
}

function refusal(
  issuer: Issuer,
  told: {
    readonly status: number;
    readonly error: string;
    readonly code: number;
    readonly text: string;
  },
): HttpResponse {
  const trace = issuer.newId();
  const correlation = issuer.newId();
  const timestamp = new Date().toISOString().replace("T", " ").replace(/\.\d+/, "");
  return jsonResponse(told.status, {
    error: told.error,
    error_description: `AADSTS${told.code}: ${told.text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [told.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
  });
}
