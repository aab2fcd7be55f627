import type { Finding } from "./finding";

/*
 * Days whose recovery points are kept for months or years. Source: hashicorp/terraform-provider-azurerm
 * website/docs/r/backup_policy_vm.html.markdown.
 */

/** Refuses a day of the month that no month has. */
export function keptDateFindings(date: number, propertyPath: string): Finding[] {
  return Number.isInteger(date) && date >= 1 && date <= 31
    ? []
    : [
        {
          ruleId: "EVG-BACKUP-027",
          severity: "error",
          propertyPath,
          message: `No month has a day ${date}.`,
          fix: "Give a whole number from 1 to 31.",
        },
      ];
}

/** Refuses to keep recovery points of a day on which a weekly policy makes none. */
export function unbackedDayFindings(
  day: string,
  backupDays: readonly string[],
  propertyPath: string,
): Finding[] {
  return backupDays.includes(day)
    ? []
    : [
        {
          ruleId: "EVG-BACKUP-028",
          severity: "error",
          propertyPath,
          message: `Recovery points of ${day} are to be kept, but the policy backs up on ${backupDays.join(", ")}.`,
          fix: `Back up on ${day} too, or keep those of another day.`,
        },
      ];
}
