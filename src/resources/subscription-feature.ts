import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface SubscriptionFeatureArgs {
  /** Namespace of the resource provider, for example `Microsoft.Compute`. Changing this registers another feature. */
  providerNamespace: pulumi.Input<string>;
  /** Name of the feature, for example `EncryptionAtHost`. Changing this registers another feature. */
  featureName: pulumi.Input<string>;
  /** Subscription in which it is registered. Defaults to the provider's. Changing this registers it in another one. */
  subscriptionId?: pulumi.Input<string>;
}

/**
 * The registration of a preview feature in a subscription. Waits up to 15 minutes, or as long as
 * `customTimeouts` say, until it is `Registered`, and then registers the resource provider again so
 * that the feature takes effect. One that is registered already is left as it is.
 *
 * Deleting this leaves the registration in place: others in the subscription may rely on it.
 */
export class SubscriptionFeature extends pulumi.CustomResource {
  /** Namespace of the resource provider. */
  declare readonly providerNamespace: pulumi.Output<string>;
  /** Name of the feature. */
  declare readonly featureName: pulumi.Output<string>;
  /** Subscription in which it is registered. */
  declare readonly subscriptionId: pulumi.Output<string>;
  /** Azure's word for the registration: `Registered`. */
  declare readonly state: pulumi.Output<string>;

  constructor(name: string, args: SubscriptionFeatureArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      providerNamespace: undefined,
      featureName: undefined,
      subscriptionId: undefined,
      state: undefined,
    };
    super(
      "azure-evergreen:index:SubscriptionFeature",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a registration without managing it. `id` is the feature's ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): SubscriptionFeature {
    return new SubscriptionFeature(name, {} as SubscriptionFeatureArgs, { ...opts, id });
  }
}
