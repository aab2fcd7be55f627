import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleDaysFitFrequency = resourceRule({
  id: "EVG-SCHEDULE-004",
  title: "The days of a schedule fit its frequency",
  severity: "high",
  why: "Days of the week count for weekly schedules alone and days of the month for monthly ones, so the runbook runs on other days than is written.",
  remediation: [
    "Give `weekDays` with the frequency `Week`, `monthDays` or `monthlyOccurrences` with `Month`.",
  ],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
