import { weekdays } from "./calendar";
import type { Recurrence, WeekOfMonth } from "./recurrence";

/** How often a maintenance window comes back: by the calendar, or every so many hours. */
export type MaintenanceRecurrence = Recurrence | { readonly unit: "Hour"; readonly every: number };

const weeksOfMonth: ReadonlyMap<string, number> = new Map([
  ["first", 1],
  ["second", 2],
  ["third", 3],
  ["fourth", 4],
  ["last", -1],
]);

/** Largest number of days by which a day of a month may be moved. */
export const largestOffsetInDays = 6;

/**
 * Reads `recurEvery` of a maintenance window: `Day`, `3Days`, `6Hours`, `3Weeks`, `Week Saturday,Sunday`,
 * `2Months day1`, `Month day23,day24`, `Month Last Sunday`, `Month Third Sunday Offset-3`. Letters
 * count in any case. A month without a day is none: the API's text shows `2Months`, and Azure refuses it.
 *
 * Answers what is wrong as a sentence. Source: Maintenance API 2023-04-01, `MaintenanceWindow.recurEvery`;
 * hashicorp/terraform-provider-azurerm issues 29348 and 29738.
 */
export function parseRecurEvery(
  text: string,
): { readonly recurrence: MaintenanceRecurrence } | { readonly wrong: string } {
  const [head = "", ...rest] = text.trim().split(/\s+/);
  const [, count, unit] = /^(\d*)(hour|day|week|month)s?$/i.exec(head) ?? [];
  if (unit === undefined) {
    return {
      wrong: `"${text}" begins with no frequency such as "Day", "3Days", "Week" or "Month Last Sunday".`,
    };
  }
  const every = count === "" || count === undefined ? 1 : Number(count);
  if (every < 1) {
    return { wrong: `"${text}" recurs every 0 times.` };
  }
  switch (unit.toLowerCase()) {
    case "hour":
      return rest.length === 0 ? { recurrence: { unit: "Hour", every } } : tooMuch(text);
    case "day":
      return rest.length === 0 ? { recurrence: { unit: "Day", every } } : tooMuch(text);
    case "week":
      return weekly(text, every, rest);
    default:
      return monthly(text, every, rest);
  }
}

function weekly(
  text: string,
  every: number,
  rest: readonly string[],
): ReturnType<typeof parseRecurEvery> {
  const names = listed(rest);
  const indexes = names.map(weekdayIndex);
  const unknown = names.find((_, i) => indexes[i] === -1);
  return unknown === undefined
    ? { recurrence: { unit: "Week", every, weekdays: indexes } }
    : { wrong: `"${unknown}" in "${text}" is no day of the week.` };
}

function monthly(
  text: string,
  every: number,
  rest: readonly string[],
): ReturnType<typeof parseRecurEvery> {
  const nth = weeksOfMonth.get((rest[0] ?? "").toLowerCase());
  if (nth !== undefined) {
    return weekOfMonth(text, every, nth, rest.slice(1));
  }
  if (rest.length === 0) {
    return { wrong: `"${text}" names neither days nor a week of the month.` };
  }
  const names = listed(rest);
  const days = names.map((name) => Number(/^day(\d{1,2})$/i.exec(name)?.[1] ?? "0"));
  const wrong = names.find((_, i) => (days[i] ?? 0) < 1 || (days[i] ?? 0) > 31);
  return wrong === undefined
    ? { recurrence: { unit: "Month", every, days, weeks: [] } }
    : {
        wrong: `"${wrong}" in "${text}" is neither a day such as "day23" nor a week of the month.`,
      };
}

function weekOfMonth(
  text: string,
  every: number,
  nth: number,
  [day = "", offset, ...more]: readonly string[],
): ReturnType<typeof parseRecurEvery> {
  const weekday = weekdayIndex(day);
  if (weekday === -1) {
    return { wrong: `"${day}" in "${text}" is no day of the week.` };
  }
  const moved = offset === undefined ? "0" : /^offset(-?\d+)$/i.exec(offset)?.[1];
  const offsetInDays = Number(moved);
  if (moved === undefined || Math.abs(offsetInDays) > largestOffsetInDays) {
    return { wrong: `"${offset ?? ""}" in "${text}" is no offset from Offset-6 to Offset6.` };
  }
  if (more.length > 0) {
    return tooMuch(text);
  }
  const week: WeekOfMonth = { nth, weekday, ...(offsetInDays !== 0 && { offsetInDays }) };
  return { recurrence: { unit: "Month", every, days: [], weeks: [week] } };
}

function listed(words: readonly string[]): string[] {
  return words
    .join("")
    .split(",")
    .filter((word) => word !== "");
}

function weekdayIndex(name: string): number {
  return weekdays.findIndex((weekday) => weekday.toLowerCase() === name.toLowerCase());
}

function tooMuch(text: string): { readonly wrong: string } {
  return { wrong: `"${text}" goes on behind its frequency.` };
}
