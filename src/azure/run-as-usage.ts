import { warningFinding, type Finding } from "./finding";
import { runAsCertificateName, runAsConnectionName } from "./run-as-account";
import { classicRunAsCertificateName, classicRunAsConnectionName } from "./run-as-rules";

const assetNames = [
  runAsConnectionName,
  runAsCertificateName,
  classicRunAsConnectionName,
  classicRunAsCertificateName,
];

/**
 * By what the text of a runbook signs in as a Run As account: names of assets and calls, each once; none where it does
 * not. Comments do not count. Azure's own search looks for one name, in its exact case, in PowerShell alone
 * (azureautomation/runbooks Utility/AzRunAs `IdentifyRunAsRunbooks.ps1`).
 */
export function runAsUses(text: string): string[] {
  const code = withoutComments(text);
  const readable = [code, ...encodedParts(code)].join("\n").toLowerCase();
  const named = assetNames.filter((name) => readable.includes(name.toLowerCase()));
  if (named.length > 0) {
    return named;
  }
  // Azure's Python package for it reads the connection by itself.
  if (/\bget_automation_runas_\w+/i.test(code)) {
    return ["get_automation_runas_credential"];
  }
  return [...powershellSignIn(code), ...pythonSignIn(code)];
}

/** Warns of a runbook that signs in as a Run As account. Its text stands in no message. */
export function runAsUsageFindings(text: string, path: string): Finding[] {
  const uses = runAsUses(text);
  return uses.length === 0
    ? []
    : [
        warningFinding(
          "EVG-RUNAS-021",
          path,
          `The runbook still signs in as a Run As account, by ${uses.join(" and ")}: it fails when the account's certificate ends.`,
          "Sign in with Connect-AzAccount -Identity, in Python with ManagedIdentityCredential.",
        ),
      ];
}

/** Warns of an asset that bears a name of a Run As account. `kind` is the word for it, such as `certificate`. */
export function runAsAssetFindings(kind: string, name: string, path: string): Finding[] {
  return /^azure(classic)?runas/i.test(name)
    ? [
        warningFinding(
          "EVG-RUNAS-020",
          path,
          `The ${kind} "${name}" belongs to a Run As account, which was retired on 30 September 2023.`,
          "Take it away once no runbook and no agent auto-update signs in by it.",
        ),
      ]
    : [];
}

/**
 * Warns of what is left of a Run As account after Site Recovery signs in by identity. Source: learn.microsoft.com
 * site-recovery/how-to-migrate-run-as-accounts-managed-identity.
 *
 * @param updaters - Names of what already signs in by identity; none means that nothing was migrated.
 */
export function runAsLeftoverFindings(
  leftover: string,
  updaters: readonly string[],
  path: string,
): Finding[] {
  return updaters.length === 0
    ? []
    : [
        warningFinding(
          "EVG-RUNAS-022",
          path,
          `Agent auto-update of ${updaters.map((name) => `"${name}"`).join(", ")} already signs in by identity, and ${leftover} of the Run As account is still there.`,
          "Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded.",
        ),
      ];
}

/** A service principal's certificate whose ids come out of a connection, whatever that is called. */
function powershellSignIn(code: string): string[] {
  const takesConnection = /\bGet-(?:Az|AzureRm)?AutomationConnection\b/i.test(code);
  const isServicePrincipal = /-ServicePrincipal\b|\bServicePrincipal\s*=\s*\$true/i.test(code);
  return takesConnection && isServicePrincipal && /CertificateThumbprint/i.test(code)
    ? ["Get-AutomationConnection with -ServicePrincipal and -CertificateThumbprint"]
    : [];
}

function pythonSignIn(code: string): string[] {
  const takesConnection = /\bget_automation_connection\s*\(/.test(code);
  return takesConnection &&
    /\bget_automation_certificate\s*\(|\bCertificateCredential\b|client_certificate/.test(code)
    ? ["get_automation_connection with a certificate"]
    : [];
}

/** Both languages begin a comment with `#`; only lines that hold nothing else are taken out, for a text may hold one too. */
function withoutComments(text: string): string {
  return text.replace(/<#[\s\S]*?#>/g, "").replace(/^[ \t]*#.*$/gm, "");
}

/** What stands encoded in a text, as the definition in an exported graphical runbook does. */
function encodedParts(text: string): string[] {
  return [...text.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)].flatMap(([encoded]) => {
    const bytes = Buffer.from(encoded, "base64");
    return [bytes.toString("latin1"), bytes.toString("utf16le")];
  });
}
