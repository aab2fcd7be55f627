import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleRunsOnceWithoutInterval = resourceRule({
  id: "EVG-SCHEDULE-002",
  title: "A schedule that runs once has no interval",
  severity: "high",
  why: "Whoever gives an interval expects the runbook to run again, and it does not.",
  remediation: ["Leave `interval` out, or give another `frequency`."],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
