import { errorFinding as error, propertyPath, type Finding } from "./finding";
import { isOfGeneration1 } from "./machine-sizes";

/** Security types of machines. Source: Compute API, `SecurityTypes`. */
export const securityTypes: readonly string[] = ["Standard", "TrustedLaunch", "ConfidentialVM"];

/** What of a confidential machine's system disk is encrypted. Source: Compute API, `SecurityEncryptionTypes`. */
export const confidentialDiskEncryptions: readonly string[] = [
  "VMGuestStateOnly",
  "DiskWithVMGuestState",
  "NonPersistedTPM",
];

/** How a machine starts, and what is encrypted. What is left out keeps Azure's default. */
export interface SecuritySettings {
  /** One of {@linkcode securityTypes}; `Standard` where nothing is said. */
  readonly type?: string | undefined;
  readonly secureBootEnabled?: boolean | undefined;
  readonly vTpmEnabled?: boolean | undefined;
  readonly confidentialDiskEncryption?: string | undefined;
}

/**
 * Refuses security settings that do not go together, or not with the machine's size.
 * Sources: Compute API (`SecurityProfile`, `VMDiskSecurityProfile`); learn.microsoft.com
 * virtual-machines/trusted-launch (generation 2), confidential-computing/confidential-vm-overview (sizes);
 * hashicorp/terraform-provider-azurerm linux_virtual_machine_resource.go (what a confidential disk needs).
 */
export function securityFindings(
  security: SecuritySettings,
  size: string,
  basePath: string,
): Finding[] {
  const type = security.type ?? "Standard";
  return [
    ...(type === "Standard" ? standardFindings(security, basePath) : []),
    ...(type === "ConfidentialVM"
      ? confidentialFindings(security, size, basePath)
      : strayEncryptionFindings(security, type, basePath)),
    ...(type === "TrustedLaunch" ? generationFindings(size, basePath) : []),
  ];
}

function standardFindings(security: SecuritySettings, basePath: string): Finding[] {
  return (["secureBootEnabled", "vTpmEnabled"] as const)
    .filter((property) => security[property] === true)
    .map((property) =>
      error(
        "EVG-SECURITY-001",
        propertyPath(basePath, property),
        `${property} is true, and a machine of type "Standard" has neither secure boot nor a virtual TPM.`,
        'Set type to "TrustedLaunch", or leave it out.',
      ),
    );
}

function confidentialFindings(
  security: SecuritySettings,
  size: string,
  basePath: string,
): Finding[] {
  const { secureBootEnabled, vTpmEnabled } = security;
  const encryption = security.confidentialDiskEncryption ?? "VMGuestStateOnly";
  const findings: Finding[] = [];
  if (vTpmEnabled === false && encryption !== "NonPersistedTPM") {
    findings.push(
      error(
        "EVG-SECURITY-002",
        propertyPath(basePath, "vTpmEnabled"),
        `A confidential machine whose disk encryption is "${encryption}" keeps its keys in the virtual TPM, and vTpmEnabled is false.`,
        "Leave vTpmEnabled out.",
      ),
    );
  }
  if (secureBootEnabled === false && encryption === "DiskWithVMGuestState") {
    findings.push(
      error(
        "EVG-SECURITY-003",
        propertyPath(basePath, "secureBootEnabled"),
        'A disk that is encrypted with "DiskWithVMGuestState" starts with secure boot alone, and secureBootEnabled is false.',
        'Leave secureBootEnabled out, or use "VMGuestStateOnly".',
      ),
    );
  }
  // NCC sizes are confidential ones with graphics processors.
  if (!/^standard_(?:dc|ec|ncc)/i.test(size)) {
    findings.push(
      error(
        "EVG-SECURITY-004",
        propertyPath(basePath, "type"),
        `A machine of size ${size} cannot be confidential.`,
        'Use a size of the DC or EC families, for example "Standard_DC2as_v5", or "TrustedLaunch".',
      ),
    );
  }
  return findings;
}

function strayEncryptionFindings(
  { confidentialDiskEncryption: encryption }: SecuritySettings,
  type: string,
  basePath: string,
): Finding[] {
  return encryption === undefined
    ? []
    : [
        error(
          "EVG-SECURITY-005",
          propertyPath(basePath, "confidentialDiskEncryption"),
          `confidentialDiskEncryption is "${encryption}", and the machine's type is "${type}".`,
          'Set type to "ConfidentialVM", or leave confidentialDiskEncryption out.',
        ),
      ];
}

function generationFindings(size: string, basePath: string): Finding[] {
  return isOfGeneration1(size)
    ? [
        error(
          "EVG-SECURITY-006",
          propertyPath(basePath, "type"),
          `Trusted Launch needs machines of generation 2, and size ${size} has none.`,
          "Use a size of generation 2.",
        ),
      ]
    : [];
}
