import { randomBytes, webcrypto } from "node:crypto";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const dayInMilliseconds = 24 * 60 * 60 * 1000;
const lifetimeInDays = 7;

/** Names under which a simulated Azure can be reached; its authority can vouch for no other. */
export const loopbackNames = ["localhost", "127.0.0.1", "::1"] as const;

/**
 * Name constraints (RFC 5280, 4.2.1.10) in DER: permitted are the host `localhost` and the two
 * loopback addresses. Whoever trusts the authority trusts it for nothing else.
 */
const onlyLoopback = Buffer.concat([
  Buffer.from([0x30, 0x3f, 0xa0, 0x3d]),
  Buffer.from([0x30, 0x0b, 0x82, 0x09]),
  Buffer.from("localhost", "ascii"),
  Buffer.from([0x30, 0x0a, 0x87, 0x08, 127, 0, 0, 1, 255, 255, 255, 255]),
  Buffer.from([0x30, 0x22, 0x87, 0x20]),
  Buffer.concat([Buffer.alloc(15), Buffer.from([1]), Buffer.alloc(16, 0xff)]),
]);

export interface ServerIdentity {
  /** Certificate of the authority, PEM: what clients must trust. */
  readonly authority: string;
  /** Certificate of the server, PEM. */
  readonly certificate: string;
  /** Private key of the server, PEM. */
  readonly key: string;
}

/** Makes an authority and a server certificate for loopback. The authority's key is dropped at once. */
export async function createServerIdentity(): Promise<ServerIdentity> {
  // Loaded here only: a simulated Azure that is not served needs no certificates.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const now = Date.now();
  const validity = {
    // Clocks of two processes on one machine agree, but certificates count whole seconds.
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + lifetimeInDays * dayInMilliseconds),
    signingAlgorithm: algorithm,
  };
  const authorityKeys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: newSerialNumber(),
    name: "CN=Simulated Azure on this machine",
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      new x509.Extension("2.5.29.30", true, new Uint8Array(onlyLoopback)),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const serverKeys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: newSerialNumber(),
    subject: "CN=localhost",
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        loopbackNames.map((value) => ({ type: value === "localhost" ? "dns" : "ip", value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  return {
    authority: `${authority.toString("pem")}\n`,
    certificate: `${certificate.toString("pem")}\n`,
    key: await exportKey(serverKeys.privateKey),
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

/** Positive and at most 20 octets, as RFC 5280 asks. */
function newSerialNumber(): string {
  return `01${randomBytes(15).toString("hex")}`;
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  const lines = bytes.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}
