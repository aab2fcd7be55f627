import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

export interface AutomationRunbookArgs {
  /** Id of the automation account. Changing this replaces the runbook. */
  automationAccountId: pulumi.Input<string>;
  /** Type of the runbook, such as `PowerShell`, `PowerShell72` or `Python3`. A change is refused. */
  runbookType: pulumi.Input<string>;
  /** Name of the runbook. Defaults to the resource's own name. Changing this replaces the runbook. */
  runbookName?: pulumi.Input<string>;
  /** Name of the runtime environment in which it runs. Defaults to the one of its type. */
  runtimeEnvironment?: pulumi.Input<string>;
  /** Text of the runbook, published as it is. Either this or `contentUri`. */
  content?: pulumi.Input<string>;
  /** Address from which Azure fetches the text. */
  contentUri?: pulumi.Input<string>;
  /** SHA-256 digest of what is at `contentUri`; Azure refuses anything else. Defaults to none. */
  contentSha256?: pulumi.Input<string>;
  /** Version of what is at `contentUri`. Defaults to none; a change fetches it again. */
  contentVersion?: pulumi.Input<string>;
  /** What the runbook is for. Defaults to none. */
  description?: pulumi.Input<string>;
  /** Whether verbose records are kept. Defaults to `false`. */
  verboseLogged?: pulumi.Input<boolean>;
  /** Whether progress records are kept. Defaults to `false`. */
  progressLogged?: pulumi.Input<boolean>;
  /** How closely activities of a graphical runbook are traced: 0, 9 or 15. Defaults to `0`. */
  activityTraceLevel?: pulumi.Input<number>;
  /** Tags. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A runbook with its published content, in place of azure-native's, which publishes no text of the program's own and
 * whose updates drop the runbook's links to schedules.
 */
export class AutomationRunbook extends pulumi.CustomResource {
  /** Id of the automation account. */
  declare readonly automationAccountId: pulumi.Output<string>;
  /** Name of the runbook. */
  declare readonly runbookName: pulumi.Output<string>;
  /** Type of the runbook. */
  declare readonly runbookType: pulumi.Output<string>;
  /** Azure's word for the state: `Published`, `Edit` while somebody has a draft, `New` while nothing is published. */
  declare readonly state: pulumi.Output<string>;

  constructor(name: string, args: AutomationRunbookArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      automationAccountId: undefined,
      runbookName: undefined,
      runbookType: undefined,
      state: undefined,
    };
    super(
      "azure-evergreen:index:AutomationRunbook",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a runbook without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): AutomationRunbook {
    return new AutomationRunbook(name, {} as AutomationRunbookArgs, { ...opts, id });
  }
}
