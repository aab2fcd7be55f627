import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface RunAsAssetsArgs {
  /** Id of the automation account. Changing this replaces the assets. */
  automationAccountId: pulumi.Input<string>;
  /** Client id of the application as which runbooks sign in. */
  applicationId: pulumi.Input<string>;
  /** Directory of the application, a GUID. */
  tenantId: pulumi.Input<string>;
  /** Id of the subscription in which runbooks work, a GUID. */
  subscriptionId: pulumi.Input<string>;
  /** SHA-1 digest of the certificate: 40 hexadecimal digits. */
  thumbprint: pulumi.Input<string>;
  /** The certificate with its private key, base64 of a PFX without a password. Kept as a secret. */
  pfx: pulumi.Input<string>;
  /** Whether runbooks can read the private key. Defaults to `false`. */
  exportable?: pulumi.Input<boolean>;
  /** Name of the certificate. Defaults to `AzureRunAsCertificate`. Changing this replaces the assets. */
  certificateName?: pulumi.Input<string>;
  /** Name of the connection. Defaults to `AzureRunAsConnection`. Changing this replaces the assets. */
  connectionName?: pulumi.Input<string>;
  /** Whether assets of these names that are there already are taken over. Defaults to `false`. */
  adopt?: pulumi.Input<boolean>;
}

/**
 * The two assets by which runbooks sign in as a Run As account: the certificate, and the connection that names it by its
 * thumbprint. They are one resource, so that the two thumbprints are always the same.
 */
export class RunAsAssets extends pulumi.CustomResource {
  /** Id of the automation account. */
  declare readonly automationAccountId: pulumi.Output<string>;
  /** Name of the connection. */
  declare readonly connectionName: pulumi.Output<string>;
  /** Name of the certificate. */
  declare readonly certificateName: pulumi.Output<string>;
  /** When the certificate that Azure holds ends. */
  declare readonly certificateEndsAt: pulumi.Output<string>;

  constructor(name: string, args: RunAsAssetsArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "azure-evergreen:index:RunAsAssets",
      name,
      {
        certificateEndsAt: undefined,
        connectionName: "AzureRunAsConnection",
        certificateName: "AzureRunAsCertificate",
        ...args,
        pfx: pulumi.secret(args.pfx),
      },
      withDefaultProvider(opts),
    );
  }
}
