import { randomBytes, webcrypto } from "node:crypto";
import type { KeyedCertificate } from "./pfx";

/** What Entra and Azure's runbooks sign with. Source: azureautomation/runbooks Utility/AzRunAs. */
const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

/** Makes a certificate that vouches for itself, with a key pair of its own. */
export async function selfSignedCertificate(wanted: {
  readonly commonName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}): Promise<KeyedCertificate> {
  // Loaded here only: most deployments make no certificate.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    // Positive and at most 20 octets, as RFC 5280 asks.
    serialNumber: `01${randomBytes(15).toString("hex")}`,
    name: [{ CN: [wanted.commonName] }],
    notBefore: wanted.startsAt,
    notAfter: wanted.endsAt,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: Buffer.from(made.rawData),
    privateKey: Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)),
  };
}
