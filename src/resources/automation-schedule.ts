import * as pulumi from "@pulumi/pulumi";
import { withDefaultProvider } from "./default-provider";

/** A day such as the second Tuesday of a month, or the last one. */
export interface AutomationScheduleOccurrence {
  /** 1 to 5, or -1 for the last. */
  occurrence: pulumi.Input<number>;
  /** Day of the week. */
  day: pulumi.Input<string>;
}

export interface AutomationScheduleArgs {
  /** Id of the automation account. Changing this replaces the schedule. */
  automationAccountId: pulumi.Input<string>;
  /** `OneTime`, `Minute`, `Hour`, `Day`, `Week` or `Month`. */
  frequency: pulumi.Input<string>;
  /** Name of the schedule. Defaults to the resource's own name. Changing this replaces the schedule. */
  scheduleName?: pulumi.Input<string>;
  /** How many hours, days, weeks or months lie between two runs. Defaults to `1`. */
  interval?: pulumi.Input<number>;
  /** Local time of the first run, `YYYY-MM-DD HH:mm`, or the time of day alone, `HH:mm`. Defaults to `00:00`. */
  startTime?: pulumi.Input<string>;
  /** Local time after which it runs no more, `YYYY-MM-DD HH:mm`. Defaults to never. */
  expiryTime?: pulumi.Input<string>;
  /** Windows or IANA time zone. Defaults to `UTC`. */
  timeZone?: pulumi.Input<string>;
  /** Days on which a weekly schedule runs. Defaults to that of the start. */
  weekDays?: pulumi.Input<pulumi.Input<string>[]>;
  /** Days on which a monthly schedule runs, 1 to 31, or -1 for the last. Defaults to that of the start. */
  monthDays?: pulumi.Input<pulumi.Input<number>[]>;
  /** Days such as the second Tuesday on which a monthly schedule runs. Defaults to none. */
  monthlyOccurrences?: pulumi.Input<pulumi.Input<AutomationScheduleOccurrence>[]>;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
  /** Whether it runs. Defaults to `true`. */
  isEnabled?: pulumi.Input<boolean>;
}

/**
 * A schedule of an automation account, in place of azure-native's, which sends a start again that has passed and
 * that Azure then refuses. A start that is not ahead is sent as the next run of the same schedule.
 */
export class AutomationSchedule extends pulumi.CustomResource {
  /** Id of the automation account. */
  declare readonly automationAccountId: pulumi.Output<string>;
  /** Name of the schedule. */
  declare readonly scheduleName: pulumi.Output<string>;
  /** The start that Azure holds, with its offset. */
  declare readonly effectiveStartTime: pulumi.Output<string>;

  constructor(name: string, args: AutomationScheduleArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      automationAccountId: undefined,
      scheduleName: undefined,
      effectiveStartTime: undefined,
    };
    super(
      "azure-evergreen:index:AutomationSchedule",
      name,
      { ...outputs, ...args },
      withDefaultProvider(opts),
    );
  }

  /** Reads a schedule without managing it. `id` is its ARM id, in any case. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): AutomationSchedule {
    return new AutomationSchedule(name, {} as AutomationScheduleArgs, { ...opts, id });
  }
}
