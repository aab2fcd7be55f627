import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleEndsAfterStart = resourceRule({
  id: "EVG-SCHEDULE-012",
  title: "A schedule ends after it starts",
  severity: "high",
  why: "A schedule that has ended before its start never runs anything.",
  remediation: ["Give an `expiryTime` after `startTime`."],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
