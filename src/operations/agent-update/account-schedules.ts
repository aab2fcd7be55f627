import { armUrl, automationAccountApiVersion } from "../../arm/api";
import { asAzureObject, type AzureObject, textOf } from "../../arm/azure-object";
import { isNotFound } from "../../arm/errors";
import { localTime } from "../../azure/local-time";
import { windowsToIana } from "../../azure/time-zones";
import type { Run } from "../run/run";

/** A schedule of an automation account. */
export interface AccountSchedule {
  readonly name: string;
  /** Local time `HH:MM`; empty where Azure does not say. */
  readonly timeOfDay: string;
  /** Windows or IANA. */
  readonly timeZone: string;
  /** `Day`, and every how many of them: as Azure says it. */
  readonly frequency: string;
  readonly interval: number;
  readonly isEnabled: boolean;
  /** ISO 8601 with the zone's offset; empty when there is no further run. */
  readonly nextRun: string;
}

/** When an automation account starts its runbooks, whatever they do. */
export interface AccountSchedules {
  readonly schedules: readonly AccountSchedule[];
  /** Names of its job schedules, the links between schedules and runbooks. */
  readonly linkNames: readonly string[];
}

/** Reads the schedules of an account and their links; none where the account is not there. */
export async function readAccountSchedules(run: Run, accountId: string): Promise<AccountSchedules> {
  const list = async (below: string): Promise<AzureObject[]> =>
    (await run.client.list(armUrl(accountId, automationAccountApiVersion, below), run.signal)).map(
      asAzureObject,
    );
  try {
    const [schedules, links] = await Promise.all([list("schedules"), list("jobSchedules")]);
    return {
      schedules: schedules.map(accountSchedule),
      linkNames: links.map(({ whole }) => textOf(whole.name) ?? ""),
    };
  } catch (error) {
    if (isNotFound(error)) {
      return { schedules: [], linkNames: [] };
    }
    throw error;
  }
}

/** The schedule of a name; names are compared without case. */
export function scheduleNamed(
  { schedules }: Pick<AccountSchedules, "schedules">,
  name: string,
): AccountSchedule | undefined {
  return schedules.find((each) => each.name.toLowerCase() === name.toLowerCase());
}

/** Whether there is a link of a name. A mapping of which Azure names none is not judged by it. */
export function isLinked(
  { linkNames }: Pick<AccountSchedules, "linkNames">,
  name: string | undefined,
): boolean {
  return name === undefined || linkNames.some((each) => each.toLowerCase() === name.toLowerCase());
}

/** Whether a schedule that is switched on starts nothing any more, for its end is past. */
export function isOver({ isEnabled, nextRun }: AccountSchedule): boolean {
  return isEnabled && nextRun === "";
}

function accountSchedule({ whole, properties }: AzureObject): AccountSchedule {
  const timeZone = textOf(properties.timeZone) ?? "UTC";
  const { interval } = properties;
  return {
    name: textOf(whole.name) ?? "",
    timeOfDay: timeOfDay(textOf(properties.startTime), timeZone),
    timeZone,
    frequency: textOf(properties.frequency) ?? "",
    interval: typeof interval === "number" ? interval : 1,
    isEnabled: properties.isEnabled !== false,
    nextRun: textOf(properties.nextRun) ?? "",
  };
}

function timeOfDay(startTime: string | undefined, timeZone: string): string {
  if (startTime === undefined) {
    return "";
  }
  const { hour, minute } = localTime(new Date(startTime), windowsToIana(timeZone) ?? timeZone);
  return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
}
