import { X509Certificate } from "node:crypto";
import { openPfx } from "../../provider/pfx";
import { asObject, asText, valueAt, withoutUndefined } from "../json";
import type { Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { badRequest } from "./automation-errors";
import { stamped } from "./stamped";

/**
 * Certificates: thumbprint and end are read from the certificate itself; of the rest nothing is kept.
 * A certificate that has ended stays, as on Azure: only its `expiryTime` tells.
 */
export const certificateOperations: Operation[] = resourceType({
  ...accountChild({
    segment: "certificates",
    parameter: "certificateName",
    operations: "Certificate",
    deleteNeedsIt: true,
  }),
  required: ["name"],
  validate: (_call, body, existing) => {
    const sent = asText(valueAt(body, "properties.base64Value"));
    if (sent === undefined && existing === undefined) {
      throw badRequest("The certificate's base64Value is missing.");
    }
    if (sent !== undefined) {
      readCertificate(sent);
    }
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const before = asObject(existing?.properties);
    const value = asText(sent.base64Value);
    const { thumbprint, expiryTime } = value === undefined ? before : readCertificate(value);
    return {
      properties: stamped(
        call,
        existing,
        withoutUndefined({
          thumbprint,
          expiryTime,
          isExportable: sent.isExportable ?? before.isExportable ?? false,
          description: asText(sent.description) ?? "",
        }),
      ),
    };
  },
});

/** What a certificate says of itself. The private key of a PFX is forgotten at once. */
function readCertificate(base64: string): {
  readonly thumbprint: string;
  readonly expiryTime: string;
} {
  const certificate = certificateIn(base64);
  return {
    thumbprint: certificate.fingerprint.replaceAll(":", ""),
    expiryTime: new Date(certificate.validTo).toISOString().replace(".000Z", "+00:00"),
  };
}

function certificateIn(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, "base64"));
  } catch {
    // It may be a PFX.
  }
  try {
    return new X509Certificate(openPfx(base64).certificate);
  } catch {
    throw badRequest(
      "The certificate cannot be read: its base64Value must be an X.509 certificate in DER or PEM, or a PFX without a password.",
    );
  }
}
