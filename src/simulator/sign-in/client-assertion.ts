import { constants, createHash, verify, X509Certificate } from "node:crypto";
import { asArray, asObject, asText, type JsonObject } from "../json";

/** Source: RFC 7523, section 2.2. */
export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** A refusal of an assertion: Entra's error number and text. */
export interface AssertionProblem {
  readonly code: number;
  readonly text: string;
}

interface Assertion {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What is signed. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/**
 * What is wrong with an assertion that an application signed with its certificate.
 *
 * Source: learn.microsoft.com entra/identity-platform/certificate-credentials (claims, `x5t`,
 * `x5t#S256`, PS256) and reference-error-codes.
 */
export function certificateProblem(
  text: string,
  expected: {
    readonly clientId: string;
    /** Address of the token endpoint, and others that are taken. */
    readonly audiences: readonly string[];
    /** PEM. */
    readonly certificate: string | undefined;
  },
): AssertionProblem | undefined {
  const assertion = readAssertion(text);
  if (assertion === undefined) {
    return { code: 50027, text: "JWT token is invalid or malformed." };
  }
  const { claims } = assertion;
  const { clientId, audiences, certificate } = expected;
  if (certificate === undefined || !isSignedBy(assertion, new X509Certificate(certificate))) {
    return {
      code: 700027,
      text: "The certificate with identifier used to sign the client assertion is not registered on application.",
    };
  }
  const isOwn = [claims.iss, claims.sub].every(
    (claim) => asText(claim)?.toLowerCase() === clientId.toLowerCase(),
  );
  if (!isOwn) {
    return {
      code: 700021,
      text: "Client assertion application identifier doesn't match 'client_id' parameter.",
    };
  }
  if (!audiences.includes(asText(claims.aud) ?? "")) {
    return {
      code: 700023,
      text: "Client assertion audience claim does not match Realm issuer.",
    };
  }
  return timeProblem(claims);
}

/** What is wrong with a token of an outside issuer, whose signature has been verified. */
export function federationProblem(
  claims: JsonObject,
  credentials: readonly JsonObject[],
): AssertionProblem | undefined {
  const matches = credentials.some(
    ({ issuer, subject, audiences }) =>
      issuer === claims.iss && subject === claims.sub && asArray(audiences).includes(claims.aud),
  );
  if (!matches) {
    const told = [claims.iss, claims.sub, claims.aud].map((claim) => asText(claim) ?? "");
    return {
      code: 70021,
      text:
        "No matching federated identity record found for presented assertion. " +
        `Assertion Issuer: '${told[0] ?? ""}'. Assertion Subject: '${told[1] ?? ""}'. Assertion Audience: '${told[2] ?? ""}'.`,
    };
  }
  return timeProblem(claims);
}

/** Assertions live on real time, as clients write them by their own clock. */
function timeProblem(claims: JsonObject): AssertionProblem | undefined {
  const now = Math.floor(Date.now() / 1000);
  const skewInSeconds = 300;
  const inTime =
    Number(claims.exp) > now - skewInSeconds && Number(claims.nbf ?? 0) <= now + skewInSeconds;
  return inTime
    ? undefined
    : { code: 700024, text: "Client assertion is not within its valid time range." };
}

function isSignedBy(assertion: Assertion, certificate: X509Certificate): boolean {
  const { header, signed, signature } = assertion;
  const named = [header["x5t#S256"], header.x5t];
  const thumbprints = ["sha256", "sha1"].map((hash) =>
    createHash(hash).update(certificate.raw).digest("base64url"),
  );
  const names = named.some(
    (thumbprint, index) =>
      thumbprint !== undefined &&
      Buffer.from(asText(thumbprint) ?? "", "base64").toString("base64url") === thumbprints[index],
  );
  if (!names || certificate.publicKey.asymmetricKeyType !== "rsa") {
    return false;
  }
  const key = certificate.publicKey;
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  switch (header.alg) {
    case "PS256":
      return verify("sha256", signed, pss, signature);
    case "RS256":
      return verify("sha256", signed, key, signature);
    default:
      return false;
  }
}

function readAssertion(text: string): Assertion | undefined {
  const [header, payload, signature, ...rest] = text.split(".");
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return undefined;
  }
  try {
    return {
      header: decode(header),
      claims: decode(payload),
      signed: Buffer.from(`${header}.${payload}`),
      signature: Buffer.from(signature, "base64url"),
    };
  } catch {
    return undefined;
  }
}

function decode(text: string): JsonObject {
  return asObject(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
}
