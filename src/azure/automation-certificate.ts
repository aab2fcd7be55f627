import { X509Certificate } from "node:crypto";
import type { Finding, FindingSeverity } from "./finding";

/** How long before its end a certificate is warned of. */
const warningInDays = 30;

/**
 * What is wrong with a certificate asset: it is no certificate, has ended, or ends soon. A PFX, which holds a
 * private key, cannot be read without its password and is not judged. The content stands in no message.
 */
export function certificateFindings(base64: string, path: string, now: Date): Finding[] {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0 || !/^[\sA-Za-z0-9+/=]+$/.test(base64)) {
    return [
      finding(
        "EVG-CERTIFICATE-001",
        path,
        "The certificate is not base64.",
        "Give the base64 of a PFX, or of an X.509 certificate in DER or PEM.",
      ),
    ];
  }
  const end = endOf(bytes);
  if (end === undefined) {
    return [];
  }
  const day = end.toISOString().slice(0, 10);
  if (end <= now) {
    return [
      finding(
        "EVG-CERTIFICATE-002",
        path,
        `The certificate has ended on ${day}.`,
        "Give one that is valid.",
      ),
    ];
  }
  const days = Math.floor((end.getTime() - now.getTime()) / 86_400_000);
  return days < warningInDays
    ? [
        finding(
          "EVG-CERTIFICATE-003",
          path,
          `The certificate ends on ${day}, in less than ${warningInDays} days.`,
          "Renew it before runbooks fail to sign in.",
          "warning",
        ),
      ]
    : [];
}

/** When the certificate in a base64 ends, to the second; `undefined` for what is no certificate. */
export function certificateEnd(base64: string): string | undefined {
  const end = endOf(Buffer.from(base64, "base64"));
  return end === undefined ? undefined : `${end.toISOString().slice(0, 19)}Z`;
}

function endOf(bytes: Buffer): Date | undefined {
  try {
    return new Date(new X509Certificate(bytes).validTo);
  } catch {
    return undefined;
  }
}

function finding(
  ruleId: string,
  path: string,
  message: string,
  fix: string,
  severity: FindingSeverity = "error",
): Finding {
  return { ruleId, severity, propertyPath: path, message, fix };
}
