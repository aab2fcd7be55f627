import { Certificate, Connection } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import {
  classicRunAsCertificateName,
  classicRunAsConnectionName,
  classicRunAsConnectionType,
} from "../../azure/run-as-rules";
import { RunAsCertificate, type RunAsCertificateArgs } from "../../resources";
import { accountArguments } from "../automation-account/place";
import type { ChildOptions } from "../shared/child-options";

/** The pair of assets for classic resources. */
export interface RunAsAccountClassicArgs {
  /** Name of the subscription, as the connection tells it to runbooks. */
  subscriptionName: pulumi.Input<string>;
}

/**
 * Makes `${name}-classic-certificate`, the asset of it, `${name}-classic-asset`, and the connection,
 * `${name}-classic-connection`, which names the asset and holds no thumbprint. Answers the certificate, which somebody
 * has to upload to the subscription.
 */
export function makeClassicPair(
  name: string,
  args: RunAsAccountClassicArgs,
  certificate: RunAsCertificateArgs & {
    readonly subscriptionId: pulumi.Input<string>;
    readonly exportable: pulumi.Input<boolean>;
  },
  opts: ChildOptions,
): RunAsCertificate {
  const { subscriptionId, exportable, ...period } = certificate;
  const { automationAccountId } = certificate;
  const made = new RunAsCertificate(`${name}-classic-certificate`, period, opts);
  const account = accountArguments({ name, automationAccountId });
  const asset = new Certificate(
    `${name}-classic-asset`,
    {
      ...account,
      certificateName: classicRunAsCertificateName,
      name: classicRunAsCertificateName,
      base64Value: pulumi.secret(made.pfx),
      isExportable: exportable,
    },
    opts,
  );
  new Connection(
    `${name}-classic-connection`,
    {
      ...account,
      connectionName: classicRunAsConnectionName,
      name: classicRunAsConnectionName,
      connectionType: { name: classicRunAsConnectionType },
      fieldDefinitionValues: {
        SubscriptionName: args.subscriptionName,
        SubscriptionId: subscriptionId,
        CertificateAssetName: classicRunAsCertificateName,
      },
    },
    { ...opts, dependsOn: asset },
  );
  return made;
}
