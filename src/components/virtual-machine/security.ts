import type * as pulumi from "@pulumi/pulumi";
import {
  confidentialDiskEncryptions,
  securityFindings,
  securityTypes,
} from "../../azure/machine-security";
import { choiceFindings } from "../shared/argument-rules";
import { rule, type Rule } from "../shared/inputs";

/** How far a machine is protected from what runs beside and below it. */
export const SecurityType = {
  /** As machines always were. A machine that goes back to it needs the feature `UseStandardSecurityType`. */
  Standard: "Standard",
  /** Secure boot and a virtual TPM; for images and sizes of generation 2. */
  TrustedLaunch: "TrustedLaunch",
  /** Memory that the host cannot read; for images and sizes made for it. */
  ConfidentialVM: "ConfidentialVM",
} as const;
export type SecurityType = (typeof SecurityType)[keyof typeof SecurityType];

/** How a machine starts, and what its host encrypts. */
export interface VirtualMachineSecurityArgs {
  /**
   * One of `SecurityType`. Left out, Azure decides: `Standard`, or Trusted Launch where the subscription has
   * registered `TrustedLaunchByDefaultPreview`. Whether an image is of generation 2 is not to be seen from its name,
   * so nothing is assumed. Changing between the first two needs a machine that is deallocated; a change to or
   * from `ConfidentialVM` is refused.
   */
  type?: SecurityType;
  /** Whether only signed software starts. Defaults to `true` with a type that has secure boot. A change needs a restart. */
  secureBootEnabled?: pulumi.Input<boolean>;
  /** Whether the machine has a virtual TPM. Defaults to `true` with a type that has one. A change needs a restart. */
  vTpmEnabled?: pulumi.Input<boolean>;
  /** What of a confidential machine's system disk is encrypted: `VMGuestStateOnly`, `DiskWithVMGuestState` or `NonPersistedTPM`. Defaults to `VMGuestStateOnly` with `ConfidentialVM`. Azure refuses a change. */
  confidentialDiskEncryption?: string;
  /** Whether the host encrypts disks, caches and the temporary disk. Left out, it does not, and nothing is sent: Azure takes neither value in a subscription that has not registered `EncryptionAtHost`, for which `FeatureRegistration` is. A change needs a machine that is deallocated. */
  encryptionAtHostEnabled?: pulumi.Input<boolean>;
}

/** The `securityProfile` of a machine, as far as it is asked for. */
export function securityProfile(security: VirtualMachineSecurityArgs | undefined):
  | {
      securityType?: string;
      uefiSettings?: {
        secureBootEnabled: pulumi.Input<boolean>;
        vTpmEnabled: pulumi.Input<boolean>;
      };
      encryptionAtHost?: pulumi.Input<boolean>;
    }
  | undefined {
  if (security === undefined) {
    return undefined;
  }
  const { type, encryptionAtHostEnabled } = security;
  return {
    ...(type !== undefined && { securityType: type }),
    ...(type !== undefined &&
      type !== "Standard" && {
        uefiSettings: {
          secureBootEnabled: security.secureBootEnabled ?? true,
          vTpmEnabled: security.vTpmEnabled ?? true,
        },
      }),
    ...(encryptionAtHostEnabled !== undefined && { encryptionAtHost: encryptionAtHostEnabled }),
  };
}

/** What a confidential machine says of its system disk; `undefined` for another. */
export function confidentialDiskProfile(
  security: VirtualMachineSecurityArgs | undefined,
  diskEncryptionSetId: pulumi.Input<string> | undefined,
):
  | {
      /** Whether the disk encryption set's key encrypts the disk inside the machine, and not in its storage. */
      readonly diskEncrypted: boolean;
      readonly securityProfile: {
        securityEncryptionType: string;
        diskEncryptionSet?: { id: pulumi.Input<string> };
      };
    }
  | undefined {
  if (security?.type !== "ConfidentialVM") {
    return undefined;
  }
  const encryption = security.confidentialDiskEncryption ?? "VMGuestStateOnly";
  const diskEncrypted = encryption === "DiskWithVMGuestState";
  return {
    diskEncrypted,
    securityProfile: {
      securityEncryptionType: encryption,
      ...(diskEncrypted &&
        diskEncryptionSetId !== undefined && { diskEncryptionSet: { id: diskEncryptionSetId } }),
    },
  };
}

/** The rules on a machine's security. */
export function securityRules(
  security: VirtualMachineSecurityArgs | undefined,
  size: pulumi.Input<string>,
): Rule[] {
  if (security === undefined) {
    return [];
  }
  const { type, confidentialDiskEncryption, secureBootEnabled, vTpmEnabled } = security;
  const words = [
    ...(type === undefined ? [] : choiceFindings(type, securityTypes, "security.type")),
    ...(confidentialDiskEncryption === undefined
      ? []
      : choiceFindings(
          confidentialDiskEncryption,
          confidentialDiskEncryptions,
          "security.confidentialDiskEncryption",
        )),
  ];
  return words.length > 0
    ? [rule({}, () => words)]
    : [
        rule(
          { security: { type, confidentialDiskEncryption, secureBootEnabled, vTpmEnabled }, size },
          (known) => securityFindings(known.security, known.size, "security"),
        ),
      ];
}
