import "reflect-metadata";
import { createHash, createSign, KeyObject, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A self-signed certificate and what signs with it. */
export interface TestCertificate {
  /** DER, base64: what an application's key credential holds. */
  readonly base64: string;
  /** SHA-1, upper case hex. */
  readonly thumbprint: string;
  /** A client assertion of an application for a token endpoint. */
  assertion(clientId: string, tokenEndpoint: string): string;
}

export async function makeCertificate(notBefore: Date, notAfter: Date): Promise<TestCertificate> {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: "CN=run-as",
    notBefore,
    notAfter,
    keys,
    signingAlgorithm: algorithm,
  });
  const der = Buffer.from(certificate.rawData);
  const sha1 = createHash("sha1").update(der).digest();
  return {
    base64: der.toString("base64"),
    thumbprint: sha1.toString("hex").toUpperCase(),
    assertion: (clientId, tokenEndpoint) =>
      assertionOf(der, KeyObject.from(keys.privateKey), clientId, tokenEndpoint),
  };
}

/** What an application sends in place of a secret: signed with the private key of its certificate. */
export function assertionOf(
  certificate: Buffer,
  privateKey: KeyObject,
  clientId: string,
  tokenEndpoint: string,
): string {
  const encode = (value: object): string =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const x5t = createHash("sha1").update(certificate).digest("base64url");
  const header = { alg: "RS256", typ: "JWT", x5t };
  const claims = { aud: tokenEndpoint, iss: clientId, sub: clientId, nbf: now, exp: now + 600 };
  const unsigned = `${encode(header)}.${encode({ ...claims, jti: "1" })}`;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(privateKey, "base64url")}`;
}
