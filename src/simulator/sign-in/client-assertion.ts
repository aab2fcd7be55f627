import { constants, createVerify, type KeyObject, X509Certificate } from "node:crypto";
import type { Application, KeyCredential } from "../graph/applications";
import { asArray, asObject, asText, type JsonObject } from "../json";

/** Why an assertion is refused: Entra's number and text. */
export interface AssertionRefusal {
  readonly code: number;
  readonly text: string;
}

interface Assertion {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signed: string;
  readonly signature: string;
}

/**
 * Judges an assertion that an application signed with the private half of one of its certificates.
 * The certificate is judged by the clock of the simulated Azure, the assertion's own short life by
 * real time, as its client made it.
 *
 * Source: learn.microsoft.com entra/identity-platform/certificate-credentials; texts:
 * microsoft/azure-tools-for-java issue 2785, microsoftgraph/msgraph-sdk-php issue 1585.
 */
export function judgeAssertion(
  text: string,
  application: Pick<Application, "appId" | "keyCredentials">,
  context: { readonly now: Date; readonly audience: string },
): AssertionRefusal | undefined {
  const assertion = readAssertion(text);
  if (assertion === undefined) {
    return { code: 50027, text: "JWT token is invalid or malformed." };
  }
  const { header, claims } = assertion;
  const { appId } = application;
  if (asText(claims.iss) !== appId || asText(claims.sub) !== appId) {
    const issuer = asText(claims.iss) ?? "";
    return {
      code: 700021,
      text: `Client assertion application identifier doesn't match 'client_id' parameter. Expected '${appId}', found '${issuer}'.`,
    };
  }
  const refused = judgeKey(assertion, header, application, context.now);
  if (refused !== undefined) {
    return refused;
  }
  if (!sameAudience(asText(claims.aud) ?? "", context.audience)) {
    return {
      code: 700023,
      text: `Client assertion audience claim does not match Realm issuer. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials.`,
    };
  }
  return judgeTime(claims);
}

/**
 * Judges a token of an outside issuer, whose signature has been verified, by the federated
 * credentials of the identity that it is to be exchanged for.
 *
 * Source: learn.microsoft.com entra/workload-id/workload-identity-federation and reference-error-codes.
 */
export function judgeFederation(
  claims: JsonObject,
  credentials: readonly JsonObject[],
): AssertionRefusal | undefined {
  const matches = credentials.some(
    ({ issuer, subject, audiences }) =>
      issuer === claims.iss && subject === claims.sub && asArray(audiences).includes(claims.aud),
  );
  if (matches) {
    return judgeTime(claims);
  }
  const [issuer = "", subject = "", audience = ""] = [claims.iss, claims.sub, claims.aud].map(
    asText,
  );
  return {
    code: 70021,
    text:
      "No matching federated identity record found for presented assertion. " +
      `Assertion Issuer: '${issuer}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'.`,
  };
}

/** Assertions live on real time, as clients write them by their own clock. */
function judgeTime(claims: JsonObject): AssertionRefusal | undefined {
  const [from, to] = [Number(claims.nbf ?? 0) * 1000, Number(claims.exp) * 1000];
  const real = Date.now();
  return from - 300_000 <= real && real < to
    ? undefined
    : { code: 700024, text: "Client assertion is not within its valid time range." };
}

function judgeKey(
  assertion: Assertion,
  header: JsonObject,
  application: Pick<Application, "appId" | "keyCredentials">,
  now: Date,
): AssertionRefusal | undefined {
  const sha1 = asText(header.x5t);
  const sha256 = asText(header["x5t#S256"]);
  const credential = application.keyCredentials.find((candidate) => {
    const certificate = new X509Certificate(Buffer.from(candidate.key, "base64"));
    return (
      base64url(certificate.fingerprint) === sha1 ||
      base64url(certificate.fingerprint256) === sha256
    );
  });
  const told = Buffer.from(sha1 ?? sha256 ?? "", "base64url")
    .toString("hex")
    .toUpperCase();
  const refuse = (reason: string): AssertionRefusal => ({
    code: 700027,
    text:
      `Client assertion contains an invalid signature. [Reason - ${reason}, Thumbprint of key used by client: '${told}'` +
      `${foundKey(credential)}, Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${application.appId}'.]`,
  });
  if (credential === undefined) {
    return refuse("The key was not found.");
  }
  if (new Date(credential.endDateTime) <= now) {
    return refuse("The key used is expired.");
  }
  const { publicKey } = new X509Certificate(Buffer.from(credential.key, "base64"));
  return verifies(assertion, publicKey)
    ? undefined
    : refuse("The provided signature value did not match the expected signature value.");
}

function foundKey(credential: KeyCredential | undefined): string {
  return credential === undefined
    ? ""
    : `, Found key 'Start=${monthFirst(credential.startDateTime)}, End=${monthFirst(credential.endDateTime)}'`;
}

/** `01/28/2018 16:00:00`, as Entra writes times in this message. */
function monthFirst(iso: string): string {
  const [, year = "", month = "", day = "", time = ""] =
    /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(iso) ?? [];
  return `${month}/${day}/${year} ${time}`;
}

function verifies({ header, signed, signature }: Assertion, key: KeyObject): boolean {
  const verify = createVerify("RSA-SHA256").update(signed);
  if (header.alg === "PS256") {
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    return verify.verify({ key, ...padding }, signature, "base64url");
  }
  return header.alg === "RS256" && verify.verify(key, signature, "base64url");
}

function readAssertion(text: string): Assertion | undefined {
  const [header, claims, signature, ...rest] = text.split(".");
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) {
    return undefined;
  }
  try {
    const [first, second] = [header, claims].map((part) =>
      asObject(JSON.parse(Buffer.from(part, "base64url").toString("utf8"))),
    );
    return { header: first ?? {}, claims: second ?? {}, signed: `${header}.${claims}`, signature };
  } catch {
    return undefined;
  }
}

function base64url(fingerprint: string): string {
  return Buffer.from(fingerprint.replaceAll(":", ""), "hex").toString("base64url");
}

/** The token endpoint itself, or its issuer. */
function sameAudience(given: string, tokenEndpoint: string): boolean {
  const [authority] = tokenEndpoint.split("/oauth2/");
  return [tokenEndpoint, `${authority ?? ""}/v2.0`, `${authority ?? ""}/`, authority].includes(
    given,
  );
}
