import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface AutomationWebhookArgs {
  /** Id of the automation account. Changing this replaces the webhook. */
  automationAccountId: pulumi.Input<string>;
  /** Name of the runbook that it starts. Changing this replaces the webhook. */
  runbookName: pulumi.Input<string>;
  /** When it ends, such as `2027-06-30T00:00:00Z`; at most 10 years ahead. Changing this replaces the webhook. */
  expiryTime: pulumi.Input<string>;
  /** Name of the webhook. Defaults to the resource's own name. Changing this replaces the webhook. */
  webhookName?: pulumi.Input<string>;
  /** Whether it starts anything. Defaults to `true`. */
  isEnabled?: pulumi.Input<boolean>;
  /** Parameters of the runbook. Defaults to none. */
  parameters?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Hybrid worker group on which the runbook runs. Defaults to none: it runs in Azure. */
  runOn?: pulumi.Input<string>;
}

/**
 * A webhook that starts a runbook, in place of azure-native's, which loses the address that Azure tells once. The
 * address is a secret, and another one after a replacement.
 */
export class AutomationWebhook extends pulumi.CustomResource {
  /** Id of the automation account. */
  declare readonly automationAccountId: pulumi.Output<string>;
  /** Name of the webhook. */
  declare readonly webhookName: pulumi.Output<string>;
  /** Address to which a POST starts the runbook. A secret; empty for a webhook that is imported. */
  declare readonly uri: pulumi.Output<string>;

  constructor(name: string, args: AutomationWebhookArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = { automationAccountId: undefined, webhookName: undefined, uri: undefined };
    super(
      "azure-evergreen:index:AutomationWebhook",
      name,
      { ...outputs, ...args },
      withDefaultProvider(pulumi.mergeOptions({ additionalSecretOutputs: ["uri"] }, opts)),
    );
  }

  /** Reads a webhook without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): AutomationWebhook {
    return new AutomationWebhook(name, {} as AutomationWebhookArgs, { ...opts, id });
  }
}
