import { scheduleFindings, scheduleType } from "../../readings/automation";
import { resourceRule } from "../../rule";

export const scheduleTimeZoneExists = resourceRule({
  id: "EVG-TIME-002",
  title: "The time zone of a schedule exists",
  severity: "high",
  why: "Azure refuses a time zone that it does not know.",
  remediation: ["Give the name of a Windows or IANA time zone as `timeZone`."],
  tags: ["automation", "schedules"],
  references: ["learn.microsoft.com azure/automation/shared-resources/schedules"],
  types: [scheduleType],
  findings: scheduleFindings,
});
