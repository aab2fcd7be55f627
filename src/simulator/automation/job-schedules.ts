import { isGuid } from "../../azure/guid";
import { parentId } from "../../azure/resource-id";
import { asObject, asText, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { unplan } from "../planned-steps";
import { resourceType } from "../resource-manager/resource-type";
import { accountPath, examples } from "./automation-accounts";
import { conflict } from "./automation-errors";
import {
  armLink,
  jobSchedulesOf,
  jobScheduleType,
  type Link,
  scheduledStarts,
} from "./scheduled-jobs";

export { jobScheduleType } from "./scheduled-jobs";

/** Links between a runbook and a schedule. They cannot be changed: a second PUT is a conflict. */
export const jobScheduleOperations: Operation[] = resourceType({
  type: jobScheduleType,
  path: `${accountPath}/jobSchedules/{jobScheduleId}`,
  provisioningState: false,
  get: { id: "JobSchedule_Get", witness: `${examples}/getJobSchedule.json` },
  put: { id: "JobSchedule_Create", witness: `${examples}/createJobSchedule.json` },
  delete: {
    id: "JobSchedule_Delete",
    witness: `${examples}/deleteJobSchedule.json, whose one answer is 200`,
    refusesMissing: true,
  },
  lists: [
    {
      id: "JobSchedule_ListByAutomationAccount",
      path: `${accountPath}/jobSchedules`,
      witness: `${examples}/listAllJobSchedulesByAutomationAccount.json`,
    },
  ],
  required: ["properties.runbook.name", "properties.schedule.name"],
  validate: (call, body, existing) => {
    const id = call.parameters.jobScheduleId ?? "";
    if (!isGuid(id)) {
      throw new ArmError(400, "BadRequest", `The job schedule id '${id}' is not a GUID.`);
    }
    if (existing !== undefined) {
      throw conflict("A jobSchedule with same id already exists.");
    }
    const account = parentId(call.path) ?? "";
    const runbook = asText(valueAt(body, "properties.runbook.name")) ?? "";
    const schedule = asText(valueAt(body, "properties.schedule.name")) ?? "";
    requireChild(call, account, "runbooks", runbook);
    requireChild(call, account, "schedules", schedule);
    if (jobSchedulesOf(call, account, { runbook, schedule }).length > 0) {
      throw conflict("A job schedule for the specified runbook and schedule already exists.");
    }
  },
  complete: (call, body) => {
    const sent = asObject(body.properties);
    return {
      properties: withoutUndefined({
        jobScheduleId: call.parameters.jobScheduleId,
        runbook: { name: valueAt(sent, "runbook.name") },
        schedule: { name: valueAt(sent, "schedule.name") },
        runOn: sent.runOn ?? undefined,
        parameters: sent.parameters ?? undefined,
      }),
    };
  },
  written: (call, jobSchedule) => {
    armLink(call, jobSchedule);
  },
  deleted: (call, jobSchedule) => {
    unplan(call, scheduledStarts, jobSchedule.id);
  },
});

/** Removes the links of a schedule or a runbook, given by its id and name: Azure drops them with it. */
export function deleteJobSchedulesOf(call: Call, id: string, link: Link): void {
  for (const jobSchedule of jobSchedulesOf(call, parentId(id) ?? "", link)) {
    call.estate.delete(jobSchedule.id);
    unplan(call, scheduledStarts, jobSchedule.id);
  }
}

function requireChild(call: Call, accountId: string, segment: string, name: string): void {
  if (call.estate.get(`${accountId}/${segment}/${name}`) === undefined) {
    throw new ArmError(404, "NotFound", `The ${segment.slice(0, -1)} '${name}' was not found.`);
  }
}
