import { isGuid } from "../../azure/guid";
import { parentId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";

export const jobScheduleType = `${accountType}/jobSchedules`;

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
});

interface Link {
  readonly runbook?: string;
  readonly schedule?: string;
}

/** Removes the links of a schedule or a runbook, given by its id and name: Azure drops them with it. */
export function deleteJobSchedulesOf(call: Call, id: string, link: Link): void {
  for (const jobSchedule of jobSchedulesOf(call, parentId(id) ?? "", link)) {
    call.estate.delete(jobSchedule.id);
  }
}

function jobSchedulesOf(call: Call, accountId: string, link: Link): StoredResource[] {
  const same = (jobSchedule: StoredResource, what: "runbook" | "schedule"): boolean =>
    link[what] === undefined ||
    asText(valueAt(jobSchedule, `properties.${what}.name`))?.toLowerCase() ===
      link[what].toLowerCase();
  return call.estate
    .within(accountId)
    .filter((r) => r.type === jobScheduleType && same(r, "runbook") && same(r, "schedule"));
}

function requireChild(call: Call, accountId: string, segment: string, name: string): void {
  if (call.estate.get(`${accountId}/${segment}/${name}`) === undefined) {
    throw new ArmError(404, "NotFound", `The ${segment.slice(0, -1)} '${name}' was not found.`);
  }
}

/** Sources of the two texts: krnese/AzureDeploy issue 17, Azure/azure-resource-manager-schemas issue 313. */
function conflict(message: string): ArmError {
  return new ArmError(409, "Conflict", message);
}
