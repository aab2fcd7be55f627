import * as pulumi from "@pulumi/pulumi";
import { featureFindings } from "../azure/features";
import { subscriptionIdFindings } from "../azure/resource-id";
import { SubscriptionFeature } from "../resources/subscription-feature";
import { judge, rule, ruleOn } from "./shared/inputs";
import { explicitProviderFindings } from "./shared/argument-rules";

export interface FeatureRegistrationArgs {
  /** Namespace of the resource provider that the feature belongs to, for example `Microsoft.Compute`. Changing it registers another feature. */
  providerNamespace: pulumi.Input<string>;
  /** Name of the feature, for example `EncryptionAtHost`. Changing it registers another feature. */
  featureName: pulumi.Input<string>;
  /** Subscription, a GUID. Defaults to the provider's. Changing it registers the feature there; the old registration stays. */
  subscriptionId?: pulumi.Input<string>;
}

/**
 * A preview feature of a subscription: registered if it is not, waited for until Azure says
 * `Registered`, and its resource provider registered again so that the feature takes effect.
 * Destroying the component leaves the registration: others in the subscription may rest on it.
 *
 * Source: learn.microsoft.com azure-resource-manager/management/preview-features.
 */
export class FeatureRegistration extends pulumi.ComponentResource {
  /** Azure's word for the registration: `Registered`. */
  public readonly state!: pulumi.Output<string>;
  /** ARM id of the feature in the subscription. */
  public readonly featureId!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` for words that can name no feature or subscription; warns of a feature that does nothing any more. */
  constructor(name: string, args: FeatureRegistrationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { providerNamespace, featureName, subscriptionId } = args;
    const verdict = judge(`FeatureRegistration "${name}"`, [
      rule({ providerNamespace, featureName }, (feature) => featureFindings(feature, "")),
      ...ruleOn(subscriptionId, (id) => subscriptionIdFindings(id, "subscriptionId")),
      rule({}, () => explicitProviderFindings(opts ?? {})),
    ]);
    super("azure-evergreen:index:FeatureRegistration", name, args, opts);
    verdict.showWarnings(this);

    const feature = new SubscriptionFeature(
      `${name}-feature`,
      {
        providerNamespace: verdict.gate(providerNamespace),
        featureName,
        ...(subscriptionId !== undefined && { subscriptionId }),
      },
      { parent: this },
    );

    this.state = feature.state;
    this.featureId = feature.id;
    this.registerOutputs({ state: this.state, featureId: this.featureId });
  }
}
