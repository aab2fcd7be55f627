import { createHash, X509Certificate } from "node:crypto";
import { unknownValue, type CallContext, type Properties } from "../plugin/handlers";
import { textOf } from "../arm/azure-object";
import { openPfx, packPfx, type KeyedCertificate } from "./pfx";
import { selfSignedCertificate } from "./self-signed-certificate";

export const dayInMilliseconds = 86_400_000;
/** The clocks of the directory's servers differ: a certificate counts from a little before it is made. */
const headStartInMilliseconds = 300_000;

/** The two places of an application's keys: a renewal fills the one whose certificate is the older. */
export type Slot = "first" | "second";

/** One's own certificate, or one that is made for the period among the inputs. */
export async function makeCertificate(
  { ownPfx, ownPfxPassword, validFrom, validUntil }: Properties,
  { name }: CallContext,
): Promise<KeyedCertificate> {
  return typeof ownPfx === "string"
    ? openPfx(ownPfx, textOf(ownPfxPassword))
    : selfSignedCertificate({
        commonName: name,
        startsAt: new Date(new Date(String(validFrom)).getTime() - headStartInMilliseconds),
        endsAt: new Date(String(validUntil)),
      });
}

/** What stands in a slot that has no certificate yet: one that ends tomorrow and whose private key nobody has. */
export async function unusedCertificate(now: Date): Promise<KeyedCertificate> {
  return selfSignedCertificate({
    commonName: "no key",
    startsAt: now,
    endsAt: new Date(now.getTime() + dayInMilliseconds),
  });
}

/** The outputs that tell of the certificate. */
export const describedNames = ["pfx", "certificate", "thumbprint", "endsAt"] as const;
/** All outputs beside the inputs. */
export const toldNames = [...describedNames, "currentSlot", "firstKey", "secondKey"];
export const unknownOutputs = Object.fromEntries(toldNames.map((name) => [name, unknownValue]));

/** What the outputs tell of a certificate. */
export function described(
  keyed: KeyedCertificate,
): Record<(typeof describedNames)[number], string> {
  const { certificate } = keyed;
  return {
    pfx: packPfx(keyed),
    certificate: certificate.toString("base64"),
    thumbprint: createHash("sha1").update(certificate).digest("hex").toUpperCase(),
    endsAt: inSeconds(new Date(new X509Certificate(certificate).validTo)),
  };
}

/** Base64 of the DER form. */
export function derOf({ certificate }: Pick<KeyedCertificate, "certificate">): string {
  return certificate.toString("base64");
}

/** The slot of the certificate that counts. */
export function slotOf({ currentSlot }: Properties): Slot {
  return currentSlot === "second" ? "second" : "first";
}

export function otherSlot(slot: Slot): Slot {
  return slot === "first" ? "second" : "first";
}

/** Certificates know no parts of seconds. */
export function inSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
