import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface RunAsCertificateArgs {
  /** Id of the automation account, whose answers tell Azure's time. Changing this changes nothing in Azure. */
  automationAccountId: pulumi.Input<string>;
  /** How long a certificate lasts. Defaults to `365`. Changing this applies from the next certificate on. */
  validityInDays?: pulumi.Input<number>;
  /** How long before its end a deployment renews it, at most half of `validityInDays`. Defaults to `70`. */
  renewalInDays?: pulumi.Input<number>;
  /** A word of your own. Changing this gives up every certificate so far and makes another. Defaults to none. */
  generation?: pulumi.Input<string>;
  /** A certificate of your own with its RSA key, base64 of a PFX. Kept as a secret. Left out, one is made. */
  ownPfx?: pulumi.Input<string>;
  /** Password of `ownPfx`. Kept as a secret. Defaults to none. */
  ownPfxPassword?: pulumi.Input<string>;
}

/**
 * The certificate of a Run As account, self-signed or one's own, and what stands in the two places of the application's
 * keys: a renewal fills one and leaves the other, whose certificate is then valid until its own end.
 *
 * It stands in the state alone, its private key as a secret. It is renewed by the deployment that runs when its end is
 * near, by Azure's clock.
 */
export class RunAsCertificate extends pulumi.CustomResource {
  /** The certificate with its private key, base64 of a PFX without a password. A secret. */
  declare readonly pfx: pulumi.Output<string>;
  /** The certificate, base64 of its DER form. */
  declare readonly certificate: pulumi.Output<string>;
  /** SHA-1 digest of the certificate, in upper case. */
  declare readonly thumbprint: pulumi.Output<string>;
  /** When the certificate ends, such as `2027-11-01T08:00:00Z`. */
  declare readonly endsAt: pulumi.Output<string>;
  /** Which of the two keys is that of the certificate: `first` or `second`. */
  declare readonly currentSlot: pulumi.Output<string>;
  /** Certificate of the application's first key, base64 of its DER form. */
  declare readonly firstKey: pulumi.Output<string>;
  /** Certificate of the application's second key, base64 of its DER form. */
  declare readonly secondKey: pulumi.Output<string>;

  constructor(name: string, args: RunAsCertificateArgs, opts?: pulumi.CustomResourceOptions) {
    const { ownPfx, ownPfxPassword } = args;
    const outputs = {
      pfx: undefined,
      certificate: undefined,
      thumbprint: undefined,
      endsAt: undefined,
      currentSlot: undefined,
      firstKey: undefined,
      secondKey: undefined,
    };
    super(
      "azure-evergreen:index:RunAsCertificate",
      name,
      {
        ...outputs,
        ...args,
        ...(ownPfx !== undefined && { ownPfx: pulumi.secret(ownPfx) }),
        ...(ownPfxPassword !== undefined && { ownPfxPassword: pulumi.secret(ownPfxPassword) }),
      },
      withDefaultProvider(pulumi.mergeOptions({ additionalSecretOutputs: ["pfx"] }, opts)),
    );
  }
}
