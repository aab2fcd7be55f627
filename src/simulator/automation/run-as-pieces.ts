import {
  missingRunAsPieces,
  type RunAsCertificate,
  runAsCertificateName,
  runAsConnectionName,
  runAsConnectionType,
  runAsEnd,
  type RunAsPieces,
} from "../../azure/run-as-account";
import type { StoredResource } from "../estate";
import { Applications } from "../graph/applications";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";

/** What of a Run As account is there: the assets of an automation account, and the application that they name. */
export function readRunAsPieces(
  platform: Pick<Platform, "directory" | "estate">,
  accountId: string,
): { readonly pieces: RunAsPieces; readonly principalId: string } {
  const { estate, directory } = platform;
  const connection = estate.get(`${accountId}/connections/${runAsConnectionName}`);
  const certificate = estate.get(`${accountId}/certificates/${runAsCertificateName}`);
  const field = (name: string): string =>
    asText(valueAt(connection, `properties.fieldDefinitionValues.${name}`)) ?? "";
  const applicationId = field("ApplicationId");
  const application = new Applications(estate).findByAppId(applicationId);
  const principal = directory.findByClientId(applicationId);
  const type = asText(valueAt(connection, "properties.connectionType.name"));
  return {
    principalId: principal?.objectId ?? "",
    pieces: {
      connection:
        type === runAsConnectionType
          ? { applicationId, certificateThumbprint: field("CertificateThumbprint") }
          : undefined,
      certificate: certificate && readCertificate(certificate),
      application: application && {
        certificates: application.keyCredentials.map((key) => ({
          thumbprint: Buffer.from(key.customKeyIdentifier, "base64").toString("hex"),
          endsAt: new Date(key.endDateTime),
        })),
      },
      hasServicePrincipal: principal !== undefined,
    },
  };
}

/**
 * What keeps a runbook from signing in as the Run As account of its automation account; `null` when nothing does.
 * Source: learn.microsoft.com automation/manage-run-as-account, "Resolve misconfiguration issues", and
 * automation/automation-managed-identity-faq: it signs in until the certificate ends.
 */
export function runAsSignInProblem(platform: Platform, accountId: string): string | null {
  const { pieces } = readRunAsPieces(platform, accountId);
  const [missing] = missingRunAsPieces(pieces);
  if (missing !== undefined) {
    return missing;
  }
  const end = runAsEnd(pieces);
  return end !== undefined && end <= platform.clock.now()
    ? `The certificate of the Run As account ended on ${end.toISOString().slice(0, 10)}.`
    : null;
}

function readCertificate(asset: StoredResource): RunAsCertificate {
  return {
    thumbprint: asText(valueAt(asset, "properties.thumbprint")) ?? "",
    endsAt: new Date(asText(valueAt(asset, "properties.expiryTime")) ?? ""),
  };
}
