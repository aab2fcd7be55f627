import type * as Forge from "node-forge";
import { createPrivateKey, X509Certificate } from "node:crypto";

/** A certificate with its private key. */
export interface KeyedCertificate {
  /** DER. */
  readonly certificate: Buffer;
  /** PKCS #8, DER. */
  readonly privateKey: Buffer;
}

/** Loaded when a PFX is read or written: most deployments do neither. */
function loadForge(): typeof Forge {
  return module.require("node-forge") as typeof Forge;
}

/**
 * A PFX without a password, base64, as Azure Automation keeps one: its API has no field for a password. It is
 * written in what every Windows reads, 3DES and SHA-1: without a password no cipher hides anything.
 */
export function packPfx({ certificate, privateKey }: KeyedCertificate): string {
  const forge = loadForge();
  const read = (der: Buffer) => forge.asn1.fromDer(der.toString("binary"));
  const pfx = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromAsn1(read(privateKey)),
    [forge.pki.certificateFromAsn1(read(certificate))],
    "",
    { algorithm: "3des" },
  );
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), "binary").toString("base64");
}

/**
 * Takes the certificate and its private key out of a PFX.
 *
 * Throws an error that says which it is: no PFX, another password, no pair of certificate and RSA key. Nothing of the
 * content stands in it.
 */
export function openPfx(base64: string, password = ""): KeyedCertificate {
  const forge = loadForge();
  const bytes = Buffer.from(base64, "base64").toString("binary");
  const [pfx, problem] = attempt(() =>
    forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(bytes), password),
  );
  if (pfx === undefined) {
    throw new Error(
      /password|MAC/i.test(problem)
        ? "Its password is another one."
        : "It is not the base64 of a PFX.",
    );
  }
  const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids;
  const bags = (type: string | undefined) =>
    type === undefined ? [] : (pfx.getBags({ bagType: type })[type] ?? []);
  const [key] = [...bags(pkcs8ShroudedKeyBag), ...bags(keyBag)].flatMap((bag) => bag.key ?? []);
  if (key === undefined) {
    throw new Error("It holds no private key of the kind RSA.");
  }
  const derOf = (asn1: Parameters<typeof forge.asn1.toDer>[0]) =>
    Buffer.from(forge.asn1.toDer(asn1).getBytes(), "binary");
  const privateKey = derOf(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)));
  const certificates = bags(certBag).flatMap(({ cert }) =>
    cert === undefined ? [] : [derOf(forge.pki.certificateToAsn1(cert))],
  );
  const privateObject = createPrivateKey({ key: privateKey, format: "der", type: "pkcs8" });
  const certificate = certificates.find((der) =>
    new X509Certificate(der).checkPrivateKey(privateObject),
  );
  if (certificate === undefined) {
    throw new Error("It holds no certificate that belongs to its private key.");
  }
  return { certificate, privateKey };
}

/** What work comes to, or the text of what went wrong: the error itself holds parts of what was read. */
function attempt<T>(work: () => T): readonly [T, ""] | readonly [undefined, string] {
  try {
    return [work(), ""];
  } catch (error) {
    return [undefined, error instanceof Error ? error.message : "unknown"];
  }
}
