import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleMonthDaysExist = resourceRule({
  id: "EVG-SCHEDULE-006",
  title: "The days of a monthly schedule exist",
  severity: "high",
  why: "Azure takes 1 to 31, and -1 for the last day.",
  remediation: ["Give days that exist in `monthDays`."],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
