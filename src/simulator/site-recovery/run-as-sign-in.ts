import {
  missingRunAsPieces,
  type RunAsCertificate,
  runAsAccountPhase,
  runAsCertificateName,
  runAsCertificateState,
  runAsConnectionName,
  runAsConnectionType,
  runAsEnd,
  type RunAsPieces,
} from "../../azure/run-as-account";
import type { StoredResource } from "../estate";
import { Applications } from "../graph/applications";
import { asText, valueAt } from "../json";
import type { Platform } from "../operation";
import { type AutoUpdateProblem, problems } from "./auto-update-health";

/** How an automation account signs in as its Run As account. */
export interface RunAsSignIn {
  /** Object id of the service principal, when it can sign in. */
  readonly principalId?: string;
  /** What keeps it from signing in, or soon will. */
  readonly problem?: AutoUpdateProblem;
}

/** Signs in as the Run As account of an automation account, or tells why that cannot be. */
export function signInAsRunAs(platform: Platform, account: StoredResource): RunAsSignIn {
  const now = platform.clock.now();
  const phase = runAsAccountPhase(now);
  const { pieces, principalId } = readPieces(platform, account);
  const missing = missingRunAsPieces(pieces);
  const end = runAsEnd(pieces);
  if (missing.length > 0 || end === undefined) {
    return { problem: problems.runAsAccountNotFound(missing, phase) };
  }
  if (phase === "retired" && !platform.assumptions.runAsAccountsWorkAfterRetirement) {
    return { problem: problems.runAsAccountRetired };
  }
  switch (runAsCertificateState(end, now)) {
    case "expired":
      return { problem: problems.runAsCertificateExpired(end, phase) };
    case "expiring":
      return { principalId, problem: problems.runAsCertificateExpires(end, phase) };
    case "valid":
      return { principalId };
  }
}

function readPieces(
  platform: Platform,
  account: StoredResource,
): { readonly pieces: RunAsPieces; readonly principalId: string } {
  const { estate, directory } = platform;
  const connection = estate.get(`${account.id}/connections/${runAsConnectionName}`);
  const certificate = estate.get(`${account.id}/certificates/${runAsCertificateName}`);
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

function readCertificate(asset: StoredResource): RunAsCertificate {
  return {
    thumbprint: asText(valueAt(asset, "properties.thumbprint")) ?? "",
    endsAt: new Date(asText(valueAt(asset, "properties.expiryTime")) ?? ""),
  };
}
