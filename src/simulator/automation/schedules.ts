import { asObject, asText, type JsonObject, withoutUndefined, wordOf } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";
import { deleteJobSchedulesOf } from "./job-schedules";
import { offsetDateTime, offsetInMinutes } from "./local-time";
import { nextRunOf, scheduleZone } from "./schedule-times";
import { armSchedule } from "./scheduled-jobs";
import { stamped } from "./stamped";

export const scheduleType = `${accountType}/schedules`;

const frequencies = ["OneTime", "Day", "Hour", "Week", "Month", "Minute"];
const endOfTime = "9999-12-31T23:59:59.9999999+00:00";
const shortestLeadInMinutes = 5;

/** Schedules of an automation account. */
export const scheduleOperations: Operation[] = resourceType({
  type: scheduleType,
  path: `${accountPath}/schedules/{scheduleName}`,
  provisioningState: false,
  get: { id: "Schedule_Get", witness: `${examples}/getSchedule.json` },
  put: { id: "Schedule_CreateOrUpdate", witness: `${examples}/createOrUpdateSchedule.json` },
  patch: { id: "Schedule_Update", witness: `${examples}/updateSchedule.json` },
  delete: {
    id: "Schedule_Delete",
    witness: `${examples}/deleteSchedule.json, whose one answer is 200`,
    refusesMissing: true,
  },
  lists: [
    {
      id: "Schedule_ListByAutomationAccount",
      path: `${accountPath}/schedules`,
      witness: `${examples}/listSchedulesByAutomationAccount.json`,
    },
  ],
  required: ["name", "properties.startTime", "properties.frequency"],
  validate: (call, body) => {
    const { frequency, startTime, expiryTime } = asObject(body.properties);
    requireFrequency(asText(frequency) ?? "");
    const start = requireTime("start", startTime);
    if (expiryTime !== undefined && expiryTime !== null && expiryTime !== endOfTime) {
      requireTime("expiry", expiryTime);
    }
    // A PATCH keeps the start; only a PUT is asked whether it lies ahead.
    if (call.method === "PUT") {
      requireStartAhead(call, start);
    }
  },
  complete: (call, body, existing) => ({
    properties: stamped(call, existing, scheduleProperties(asObject(body.properties))),
  }),
  present: (call, schedule) => {
    const properties = asObject(schedule.properties);
    const zone = scheduleZone(asText(properties.timeZone));
    const next = nextRunOf(properties, call.clock.now());
    return {
      ...schedule,
      properties: withoutUndefined({
        ...properties,
        nextRun: next === undefined ? undefined : offsetDateTime(next, zone),
        nextRunOffsetMinutes: next === undefined ? undefined : offsetInMinutes(next, zone),
      }),
    };
  },
  written: (call, schedule) => {
    armSchedule(call, schedule);
  },
  deleted: (call, schedule) => {
    deleteJobSchedulesOf(call, schedule.id, { schedule: schedule.name });
  },
});

/** What is kept of a schedule; seconds of its times are cut off. */
export function scheduleProperties(sent: JsonObject): JsonObject {
  const timeZone = asText(sent.timeZone) ?? "UTC";
  const zone = scheduleZone(timeZone);
  const start = new Date(asText(sent.startTime) ?? "");
  const expiry = asText(sent.expiryTime);
  return withoutUndefined({
    description: asText(sent.description),
    startTime: offsetDateTime(start, zone),
    startTimeOffsetMinutes: offsetInMinutes(start, zone),
    expiryTime: expiry === undefined ? endOfTime : withoutSeconds(expiry),
    expiryTimeOffsetMinutes: 0,
    isEnabled: sent.isEnabled !== false,
    interval: sent.frequency === "OneTime" ? undefined : (sent.interval ?? 1),
    frequency: asText(sent.frequency),
    timeZone,
    advancedSchedule: sent.advancedSchedule ?? undefined,
  });
}

function withoutSeconds(time: string): string {
  return time === endOfTime ? time : offsetDateTime(new Date(time), "UTC");
}

function requireFrequency(frequency: string): void {
  if (!frequencies.includes(frequency)) {
    throw invalidSchedule(
      `The frequency '${frequency}' is not one of ${frequencies.map((f) => `'${f}'`).join(", ")}.`,
    );
  }
}

/** The moment that a request names, in milliseconds. */
function requireTime(what: "start" | "expiry", time: unknown): number {
  const moment = new Date(asText(time) ?? "").getTime();
  if (Number.isNaN(moment)) {
    throw invalidSchedule(`The ${what} time '${wordOf(time)}' is no date and time.`);
  }
  return moment;
}

function requireStartAhead(call: Call, start: number): void {
  if (start < call.clock.now().getTime() + shortestLeadInMinutes * 60_000) {
    throw invalidSchedule(
      "The start time of the schedule must be at least 5 minutes after the time you create the schedule.",
    );
  }
}

/** Source: Azure/ResourceModules issue 2216. */
function invalidSchedule(reason: string): ArmError {
  return new ArmError(
    400,
    "BadRequest",
    "Argument scheduleAllData with value Orchestrator.Schedules.DataAccess.Models.ScheduleAllData " +
      `is not valid. Error message: ${reason}`,
  );
}
