import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleInterval = resourceRule({
  id: "EVG-SCHEDULE-003",
  title: "The interval of a schedule is a whole number from 1 to 100",
  severity: "high",
  why: "Azure takes no other interval.",
  remediation: ["Give `interval` as a whole number from 1 to 100."],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
