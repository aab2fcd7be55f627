import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleOneKindOfMonthDay = resourceRule({
  id: "EVG-SCHEDULE-005",
  title: "A monthly schedule has one kind of days",
  severity: "high",
  why: "Azure takes days of the month or days such as the second Tuesday, not both.",
  remediation: ["Leave `monthDays` or `monthlyOccurrences` out."],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
