/*
 * Run As accounts of Azure Automation: an application with a certificate, which an automation account
 * holds as two assets. Sources: learn.microsoft.com automation/manage-run-as-account,
 * automation/automation-managed-identity-faq, site-recovery/azure-to-azure-autoupdate.
 */

/** The asset that holds the application's ids and the thumbprint of its certificate. */
export const runAsConnectionName = "AzureRunAsConnection";
/** The asset that holds the certificate. */
export const runAsCertificateName = "AzureRunAsCertificate";
/** The connection type of {@linkcode runAsConnectionName}. */
export const runAsConnectionType = "AzureServicePrincipal";

const creationEnded = new Date("2023-04-01T00:00:00Z");
const retired = new Date("2023-09-30T00:00:00Z");
const certificateToldAheadInMonths = 2;

/**
 * What can be done about Run As accounts at a time: `supported`, `noNewAccounts` from 1 April 2023,
 * `retired` from 30 September 2023. A retired one signs in until its certificate ends, unsupported.
 */
export function runAsAccountPhase(at: Date): "supported" | "noNewAccounts" | "retired" {
  if (at >= retired) {
    return "retired";
  }
  return at >= creationEnded ? "noNewAccounts" : "supported";
}

/**
 * How a Run As account's certificate stands to its end. Site Recovery tells of it two months ahead.
 * Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate.
 */
export function runAsCertificateState(endsAt: Date, at: Date): "valid" | "expiring" | "expired" {
  if (endsAt <= at) {
    return "expired";
  }
  const told = new Date(endsAt);
  told.setUTCMonth(told.getUTCMonth() - certificateToldAheadInMonths);
  return told <= at ? "expiring" : "valid";
}

/** A certificate by which one signs in. */
export interface RunAsCertificate {
  /** SHA-1 in hex; case does not count. */
  readonly thumbprint: string;
  readonly endsAt: Date;
}

/** What a Run As account consists of; what is not there is left out. */
export interface RunAsPieces {
  readonly connection?:
    { readonly applicationId: string; readonly certificateThumbprint: string } | undefined;
  readonly certificate?: RunAsCertificate | undefined;
  readonly application?: { readonly certificates: readonly RunAsCertificate[] } | undefined;
  readonly hasServicePrincipal: boolean;
}

/**
 * What a Run As account lacks to sign in, each a sentence; none when it is complete. A certificate that
 * has ended is complete. Source: learn.microsoft.com automation/manage-run-as-account, "Resolve
 * misconfiguration issues".
 */
export function missingRunAsPieces(pieces: RunAsPieces): string[] {
  const { connection, certificate, application, hasServicePrincipal } = pieces;
  const missing: string[] = [];
  if (connection === undefined) {
    missing.push(`The connection asset ${runAsConnectionName} is missing.`);
  }
  if (certificate === undefined) {
    missing.push(`The certificate asset ${runAsCertificateName} is missing.`);
  }
  if (connection === undefined || certificate === undefined) {
    return missing;
  }
  if (!sameThumbprint(connection.certificateThumbprint, certificate.thumbprint)) {
    missing.push("The thumbprint is not identical between certificate and connection.");
  }
  if (application === undefined) {
    missing.push("The application is missing in the directory.");
  } else if (keyOf(pieces) === undefined) {
    missing.push("The application does not have the certificate.");
  }
  if (!hasServicePrincipal) {
    missing.push("The service principal is missing in the directory.");
  }
  return missing;
}

/** When a complete Run As account can no longer sign in: the certificate or the application's key ends. */
export function runAsEnd(pieces: RunAsPieces): Date | undefined {
  const ends = [pieces.certificate, keyOf(pieces)].flatMap((one) => one?.endsAt ?? []);
  return ends.length === 0 ? undefined : new Date(Math.min(...ends.map((end) => end.getTime())));
}

function keyOf({ application, certificate }: RunAsPieces): RunAsCertificate | undefined {
  return application?.certificates.find(({ thumbprint }) =>
    sameThumbprint(thumbprint, certificate?.thumbprint ?? ""),
  );
}

function sameThumbprint(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
