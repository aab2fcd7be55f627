import pMap from "p-map";
import { azureObject, defined, textOf } from "../../arm/azure-object";
import { armUrl, automationAccountApiVersion } from "../../arm/api";
import { keepingLinks } from "../../arm/automation-links";
import { readTimeOfDay, scheduleStart, scheduleTime } from "../../azure/automation-schedule-start";
import { errorFinding, refuseErrors, type Finding } from "../../azure/finding";
import { localMinute } from "../../azure/local-time";
import { sameId } from "../../azure/resource-id";
import { sameTimeZone, timeZoneFindings } from "../../azure/time-zones";
import { changeEach, type ChangeEnd } from "../run/change-each";
import type { ChangePlan, PlannedChange } from "../run/change-plan";
import type { ChangeReport } from "../run/change-report";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { isOver } from "./account-schedules";
import type { VaultMapping } from "./mappings";
import { readableMachines } from "./readable";
import {
  type AgentUpdateSchedule,
  brokenSchedules,
  readUpdateSchedules,
  scheduleIdOf,
} from "./schedules";
import { touchedMachinesNotes } from "./touched-machines";
import type { ChosenVault, VaultChoice } from "./vaults";

/** When agents are to be updated. */
export interface ScheduleTimeInput extends VaultChoice {
  /** Local time `HH:MM`. */
  readonly timeOfDay: string;
  /** Windows or IANA. Defaults to the zone that each schedule has. */
  readonly timeZone?: string;
}

/** A schedule that is to start at another time. */
export interface ScheduleTimeChange extends PlannedChange {
  /** Local time `HH:MM`. */
  readonly timeOfDay: string;
  readonly timeZone: string;
}

/** How schedules of agent auto-update are going to be changed. */
export interface ScheduleTimePlan extends ChangePlan {
  readonly changes: readonly ScheduleTimeChange[];
}

/** Reads the schedules on which agents are updated, and says which must be changed for a time of day. */
export function planScheduleTime(
  options: OperationOptions,
  input: ScheduleTimeInput,
): Promise<ScheduleTimePlan> {
  return inRun(options, async (run) => {
    refuseErrors("The time of agent auto-update", scheduleTimeFindings(input));
    const { found, vaults, mappings } = await readUpdateSchedules(run, input);
    const wanted = found.schedules
      .filter(({ isLinked }) => isLinked)
      .map((schedule) => ({
        schedule,
        timeOfDay: input.timeOfDay.padStart(5, "0"),
        timeZone: input.timeZone ?? schedule.timeZone,
      }));
    const isSet = ({ schedule, timeOfDay, timeZone }: (typeof wanted)[number]) =>
      schedule.timeOfDay === timeOfDay &&
      sameTimeZone(schedule.timeZone, timeZone) &&
      !isOver(schedule);
    const changes = wanted
      .filter((each) => !isSet(each))
      .map(({ schedule, timeOfDay, timeZone }) => ({
        id: schedule.id,
        name: schedule.name,
        change: `Start at ${timeOfDay} (${timeZone})`,
        reason: describeBefore(schedule),
        timeOfDay,
        timeZone,
      }));
    return {
      title: "Time of agent auto-update",
      changes,
      skipped: [
        ...wanted.filter(isSet).map(({ schedule: { id, name, isEnabled } }) => ({
          id,
          name,
          reason: `It starts at that time already${isEnabled ? "" : ", and is switched off"}.`,
        })),
        ...brokenSchedules(found).map(({ id, mappings, why }) => ({
          id,
          name: id.split("/").at(-1) ?? "",
          reason: `It ${why}, so nothing updates the agents of ${mappings.join(", ")}. Run \`evergreen agent-update repair\`, then this again.`,
        })),
      ],
      notes:
        changes.length === 0
          ? []
          : [
              "Azure changes a start only when the schedule is written whole: all else of it, and its links to runbooks, stay as they are.",
              "A mapping that is given another account gets a new schedule of Site Recovery's own time.",
              ...(await machinesNotes(run, vaults, mappings.filter(goesByOneOf(changes)))),
            ],
    };
  });
}

function goesByOneOf(changes: readonly PlannedChange[]): (mapping: VaultMapping) => boolean {
  return (mapping) => changes.some(({ id }) => sameId(id, scheduleIdOf(mapping) ?? ""));
}

/** The machines that replicate over mappings, or that they may not be read. */
async function machinesNotes(
  run: Run,
  vaults: readonly ChosenVault[],
  mappings: readonly VaultMapping[],
): Promise<string[]> {
  const unknown: string[] = [];
  const all = vaults.map((vault) => ({
    vault,
    mappings: mappings.filter(({ vaultId }) => sameId(vaultId, vault.id)),
  }));
  const touched = await pMap(
    all.filter((each) => each.mappings.length > 0),
    async (each) => ({ ...each, machines: await readableMachines(run, each.vault, unknown) }),
    { concurrency: run.atMost },
  );
  return [...touchedMachinesNotes(touched), ...unknown];
}

/** Writes the schedules of a plan with their new start. One that starts then by now is left alone. */
export function setScheduleTime(
  options: OperationOptions,
  plan: ScheduleTimePlan,
): Promise<ChangeReport> {
  return inRun(options, (run) => changeEach(run, plan, (change) => writeSchedule(run, change)));
}

/** What is wrong with a time of day. */
export function scheduleTimeFindings({
  timeOfDay,
  timeZone,
}: Pick<ScheduleTimeInput, "timeOfDay" | "timeZone">): Finding[] {
  return [
    ...(readTimeOfDay(timeOfDay) === undefined
      ? [
          errorFinding(
            "EVG-SCHEDULE-009",
            "timeOfDay",
            `"${timeOfDay}" is no time of day.`,
            'Give it as "HH:MM", from 00:00 to 23:59.',
          ),
        ]
      : []),
    ...(timeZone === undefined ? [] : timeZoneFindings(timeZone, "timeZone")),
  ];
}

function describeBefore(schedule: AgentUpdateSchedule): string {
  const { timeOfDay, timeZone, mappings } = schedule;
  const before = `at ${timeOfDay} (${timeZone}), for ${mappings.join(", ")}`;
  return isOver(schedule) ? `Its end is past; it started ${before}.` : `It starts ${before}.`;
}

async function writeSchedule(run: Run, change: ScheduleTimeChange): Promise<ChangeEnd> {
  const { id, name, timeOfDay, timeZone } = change;
  const url = armUrl(id, automationAccountApiVersion);
  const { properties: held } = azureObject(await run.client.get(url, run.signal));
  const { frequency, interval, description, advancedSchedule, isEnabled } = held;
  const start = scheduleStart(
    { frequency: textOf(frequency) ?? "Day", startTime: timeOfDay, timeZone },
    run.now(),
  );
  const expiryTime = textOf(held.expiryTime);
  const isOverBy = expiryTime !== undefined && new Date(expiryTime) <= start;
  const body = {
    name,
    properties: defined({
      description,
      startTime: scheduleTime(start, timeZone),
      expiryTime: isOverBy ? undefined : expiryTime,
      frequency,
      interval,
      timeZone,
      advancedSchedule,
    }),
  };
  // Ended in the middle, the schedule would be without its links, or switched on: what is begun here is ended.
  const whole = new AbortController().signal;
  await keepingLinks(run.client, id, "schedule", whole, () => run.client.put(url, body, whole));
  if (isEnabled === false) {
    // A schedule that is written whole is switched on.
    await run.client.patch(url, { name, properties: { isEnabled } }, whole);
  }
  return { state: "succeeded", detail: describeStart(start, timeZone, isEnabled !== false) };
}

function describeStart(start: Date, timeZone: string, isEnabled: boolean): string {
  return isEnabled
    ? `It starts next at ${localMinute(scheduleTime(start, timeZone), timeZone)}.`
    : "It stays switched off, as it was.";
}
