import { propertyPath, type Finding } from "./finding";
import { subscriptionScope } from "./resource-id";

/** A preview feature that a subscription registers with a resource provider. */
export interface Feature {
  /** For example `Microsoft.Compute`. */
  readonly providerNamespace: string;
  /** For example `EncryptionAtHost`. */
  readonly featureName: string;
}

/** A feature that no longer does anything. */
export interface ObsoleteFeature extends Feature {
  /** What it was for, as a subject: "automatic guest patching". */
  readonly purpose: string;
  /** Month since which Azure does without it. */
  readonly since: string;
}

/**
 * The flags of guest patching's preview. Registering one still succeeds. Source: learn.microsoft.com
 * virtual-machines/automatic-vm-guest-patching, MicrosoftDocs/azure-docs#84642, and
 * hashicorp/terraform-provider-azurerm#14796 for hotpatching.
 */
export const obsoleteFeatures: readonly ObsoleteFeature[] = [
  {
    providerNamespace: "Microsoft.Compute",
    featureName: "InGuestAutoPatchVMPreview",
    purpose: "automatic guest patching",
    since: "December 2021",
  },
  {
    providerNamespace: "Microsoft.Compute",
    featureName: "InGuestPatchVMPreview",
    purpose: "patch assessment on demand",
    since: "December 2021",
  },
  {
    providerNamespace: "Microsoft.Compute",
    featureName: "InGuestHotPatchVMPreview",
    purpose: "hotpatching",
    since: "February 2022",
  },
];

/** Refuses words that cannot name a feature; warns of one that no longer does anything. */
export function featureFindings(feature: Feature, basePath: string): Finding[] {
  const { providerNamespace, featureName } = feature;
  const findings: Finding[] = [];
  if (!/^[a-z][a-z0-9]*(\.[a-z0-9]+)+$/i.test(providerNamespace)) {
    findings.push({
      ruleId: "EVG-FEATURE-001",
      severity: "error",
      propertyPath: propertyPath(basePath, "providerNamespace"),
      message: `"${providerNamespace}" is not the namespace of a resource provider.`,
      fix: 'Give words with dots between them, for example "Microsoft.Compute".',
    });
  }
  if (!/^[a-z0-9][\w.-]*$/i.test(featureName)) {
    findings.push({
      ruleId: "EVG-FEATURE-002",
      severity: "error",
      propertyPath: propertyPath(basePath, "featureName"),
      message: `"${featureName}" is not the name of a feature.`,
      fix: 'Give the name alone, as "az feature list" prints it after the slash, for example "EncryptionAtHost".',
    });
  }
  const obsolete = obsoleteFeatures.find(
    (known) => keyOf(known) === keyOf({ providerNamespace, featureName }),
  );
  if (obsolete !== undefined) {
    findings.push({
      ruleId: "EVG-FEATURE-003",
      severity: "warning",
      propertyPath: propertyPath(basePath, "featureName"),
      message: `${providerNamespace}/${featureName} does nothing any more: ${obsolete.purpose} needs no registration since ${obsolete.since}.`,
      fix: "Leave the registration out.",
    });
  }
  return findings;
}

/** ARM id of a feature in a subscription. */
export function featureId(
  subscriptionId: string,
  providerNamespace: string,
  featureName: string,
): string {
  return `${subscriptionScope(subscriptionId)}/providers/Microsoft.Features/providers/${providerNamespace}/features/${featureName}`;
}

function keyOf({ providerNamespace, featureName }: Feature): string {
  return `${providerNamespace}/${featureName}`.toLowerCase();
}
