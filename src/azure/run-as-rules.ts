import { isGuid } from "./guid";
import { errorFinding, propertyPath, warningFinding, type Finding } from "./finding";
import { parseResourceId, resourceIdFindings } from "./resource-id";
import { runAsAccountPhase } from "./run-as-account";

/** How long a certificate of a Run As account lasts. Source: learn.microsoft.com automation/manage-run-as-account. */
export const runAsCertificateValidityInDays = 365;
/**
 * How long before its end a certificate is renewed. Site Recovery complains two months ahead; a deployment each week
 * comes before that. Source: learn.microsoft.com site-recovery/azure-to-azure-autoupdate.
 */
export const runAsCertificateRenewalInDays = 70;

/** Names of the Classic pair. Source: azureautomation/runbooks Utility/AzRunAs. */
export const classicRunAsConnectionName = "AzureClassicRunAsConnection";
export const classicRunAsCertificateName = "AzureClassicRunAsCertificate";
export const classicRunAsConnectionType = "AzureClassicCertificate";

/** Warns of what Azure has retired. Source: learn.microsoft.com automation/automation-managed-identity-faq. */
export function runAsRetirementFindings(now: Date, path: string): Finding[] {
  return runAsAccountPhase(now) === "retired"
    ? [
        warningFinding(
          "EVG-RUNAS-001",
          path,
          "Run As accounts were retired on 30 September 2023: one signs in until its certificate ends, without support.",
          "Let runbooks and Site Recovery sign in with the account's system-assigned identity, then take this away.",
        ),
      ]
    : [];
}

/** Refuses a certificate of which two could not overlap until the older one ends. */
export function certificatePeriodFindings(
  { validityInDays, renewalInDays }: { validityInDays: number; renewalInDays: number },
  basePath: string,
): Finding[] {
  const findings = [
    ...wholeDays(validityInDays, propertyPath(basePath, "validityInDays")),
    ...wholeDays(renewalInDays, propertyPath(basePath, "renewalInDays")),
  ];
  return findings.length > 0 || 2 * renewalInDays <= validityInDays
    ? findings
    : [
        errorFinding(
          "EVG-RUNAS-003",
          propertyPath(basePath, "renewalInDays"),
          `A certificate that lasts ${validityInDays} days would be renewed ${renewalInDays} days before its end, more than half its life: the third would push out the first before that has ended.`,
          "Give at most half of validityInDays.",
        ),
      ];
}

function wholeDays(days: number, path: string): Finding[] {
  return Number.isInteger(days) && days >= 1 && days <= longestValidityInDays
    ? []
    : [
        errorFinding(
          "EVG-RUNAS-002",
          path,
          `${days} is no number of days.`,
          `Give a whole number from 1 to ${longestValidityInDays}.`,
        ),
      ];
}

/** Ten years: more than any directory's policy lets pass. */
const longestValidityInDays = 3650;

/** Refuses a Run As account where the package is missing with which applications are made. */
export function directoryPackageFindings(isInstalled: boolean): Finding[] {
  return isInstalled
    ? []
    : [
        errorFinding(
          "EVG-RUNAS-004",
          "package.json",
          "The package @pulumi/azuread, with which applications are made, is not installed.",
          "Install it beside azure-evergreen: npm install @pulumi/azuread.",
        ),
      ];
}

/** Warns of the Classic pair: what it opens is gone, and nothing but a hand can renew it. */
export function classicRunAsFindings(path: string): Finding[] {
  return [
    warningFinding(
      "EVG-RUNAS-005",
      path,
      "Classic resources were retired on 31 August 2024, and a classic certificate counts only once it is uploaded to the subscription by hand, after each renewal too.",
      "Leave classic out, unless a runbook reads these two assets.",
    ),
  ];
}

/** Refuses a scope that is neither a subscription nor a resource group: a custom role is defined at one of them. */
export function runAsScopeFindings(scope: string, path: string): Finding[] {
  const findings = resourceIdFindings(scope, path);
  if (findings.length > 0) {
    return findings;
  }
  const { type, subscriptionId } = parseResourceId(scope);
  return subscriptionId !== undefined && scopeTypes.includes(type.toLowerCase())
    ? []
    : [
        errorFinding(
          "EVG-RUNAS-006",
          path,
          `${scope} is neither a subscription nor a resource group.`,
          "Give the id of the one in which runbooks work.",
        ),
      ];
}

const scopeTypes = ["microsoft.resources/subscriptions", "microsoft.resources/resourcegroups"];

/** Refuses what is not the id of an object in the directory. */
export function directoryIdFindings(id: string, path: string): Finding[] {
  return isGuid(id)
    ? []
    : [
        errorFinding(
          "EVG-RUNAS-007",
          path,
          `"${id}" is not the id of an application or a service principal.`,
          "Give the GUID that the directory shows.",
        ),
      ];
}

/** Refuses a thumbprint that is none. */
export function thumbprintFindings(thumbprint: string, path: string): Finding[] {
  return /^[0-9a-f]{40}$/i.test(thumbprint)
    ? []
    : [
        errorFinding(
          "EVG-RUNAS-008",
          path,
          `"${thumbprint}" is not a certificate's thumbprint.`,
          "Give the SHA-1 digest of the certificate: 40 hexadecimal digits.",
        ),
      ];
}

/** Refuses what is no permission of a key vault's access policy, and none at all. */
export function secretPermissionFindings(permissions: readonly string[], path: string): Finding[] {
  const unknown = permissions.filter((each) => !secretPermissions.includes(each.toLowerCase()));
  return [
    ...unknown.map((each) =>
      errorFinding(
        "EVG-RUNAS-009",
        path,
        `"${each}" is not a permission on secrets.`,
        `Use ${secretPermissions.join(", ")}.`,
      ),
    ),
    ...(permissions.length === 0
      ? [
          errorFinding(
            "EVG-RUNAS-009",
            path,
            "No permission is given, so the vault's secrets stay closed.",
            "Give get and list, or leave it out.",
          ),
        ]
      : []),
  ];
}

/** Source: learn.microsoft.com key-vault/general/assign-access-policy. */
const secretPermissions = ["get", "list", "set", "delete", "recover", "backup", "restore", "purge"];

/** Refuses permissions of an access policy for a vault that has none. */
export function permissionsWithoutPolicyFindings(path: string): Finding[] {
  return [
    errorFinding(
      "EVG-RUNAS-010",
      path,
      "Permissions of an access policy are given for a vault that gives access by roles.",
      "Leave them out, or set accessPoliciesUsed.",
    ),
  ];
}
