import { readBackupPolicy } from "../../azure/backup-policy-body";
import { asObject, asText, type JsonObject, valueAt, numberOf } from "../json";
import { offsetInMinutes } from "../automation/local-time";
import { scheduleZone } from "../automation/schedule-times";

const dayInMinutes = 24 * 60;
const weekDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * When a policy backs up next after a moment. Times of day are those of its time zone without
 * daylight saving, which Azure Backup does not follow.
 *
 * Source: learn.microsoft.com backup/backup-support-matrix-iaas (daylight-saving changes).
 */
export function nextBackup(properties: JsonObject, after: Date): Date | undefined {
  const policy = readBackupPolicy(properties);
  const zone = scheduleZone(policy.timeZone);
  const offset = standardOffsetInMinutes(after, zone);
  const times =
    policy.frequency === "Hourly" ? hourlyTimes(properties) : policy.runTimes.map(minuteOfDay);
  const days = policy.frequency === "Weekly" ? policy.runDays : weekDays;
  const localMinutes = Math.floor(after.getTime() / 60_000) + offset;
  const midnight = Math.floor(localMinutes / dayInMinutes) * dayInMinutes;
  // From yesterday: a window can run over midnight.
  for (let day = -1; day <= 8; day++) {
    const begins = midnight + day * dayInMinutes;
    const weekDay = weekDays[new Date(begins * 60_000).getUTCDay()] ?? "";
    const moments = days.includes(weekDay)
      ? times
          .map((minutes) => new Date((begins + minutes - offset) * 60_000))
          .filter((moment) => moment > after)
      : [];
    const [next] = moments.sort((a, b) => a.getTime() - b.getTime());
    if (next !== undefined) {
      return next;
    }
  }
  return undefined;
}

/** Minutes by which a zone is ahead of UTC while it has no daylight saving. */
function standardOffsetInMinutes(moment: Date, zone: string): number {
  const year = moment.getUTCFullYear();
  return Math.min(
    ...[0, 6].map((month) => offsetInMinutes(new Date(Date.UTC(year, month, 1)), zone)),
  );
}

/** Times of day of an hourly schedule, as minutes since midnight that may run over the day's end. */
function hourlyTimes(properties: JsonObject): number[] {
  const hourly = asObject(valueAt(properties, "schedulePolicy.hourlySchedule"));
  const interval = Math.max(1, numberOf(hourly.interval ?? 24));
  const duration = numberOf(hourly.scheduleWindowDuration ?? 24);
  const first = minuteOfDay(asText(hourly.scheduleWindowStartTime) ?? "T00:00");
  // The end of the window still backs up, unless it is the beginning of the next.
  const count = Math.max(1, Math.floor(duration / interval) + (duration === 24 ? 0 : 1));
  return Array.from({ length: count }, (_, i) => first + i * interval * 60);
}

function minuteOfDay(time: string): number {
  const [, hour = "0", minute = "0"] = /T(\d{2}):(\d{2})/.exec(time) ?? [];
  return Number(hour) * 60 + Number(minute);
}
