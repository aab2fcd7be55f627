import { asObject } from "../json";
import type { Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";
import { deleteJobSchedulesOf } from "./job-schedules";
import { stamped } from "./stamped";

/** Runbooks of an automation account: what they are, not what they do. */
export const runbookOperations: Operation[] = resourceType({
  type: `${accountType}/runbooks`,
  path: `${accountPath}/runbooks/{runbookName}`,
  location: "required",
  get: { id: "Runbook_Get", witness: `${examples}/runbook/getRunbook.json` },
  put: { id: "Runbook_CreateOrUpdate", witness: `${examples}/runbook/createOrUpdateRunbook.json` },
  patch: { id: "Runbook_Update", witness: `${examples}/runbook/updateRunbook.json` },
  delete: { id: "Runbook_Delete", witness: `${examples}/runbook/deleteRunbook.json` },
  lists: [
    {
      id: "Runbook_ListByAutomationAccount",
      path: `${accountPath}/runbooks`,
      witness: `${examples}/runbook/listRunbooksByAutomationAccount.json`,
    },
  ],
  required: ["properties.runbookType"],
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const before = asObject(existing?.properties);
    const state = sent.publishContentLink === undefined ? (before.state ?? "New") : "Published";
    return {
      properties: stamped(call, existing, {
        runbookType: sent.runbookType,
        state,
        description: sent.description ?? "",
        logVerbose: sent.logVerbose ?? false,
        logProgress: sent.logProgress ?? false,
        logActivityTrace: sent.logActivityTrace ?? 0,
        provisioningState: "Succeeded",
      }),
    };
  },
  deleted: (call, runbook) => {
    deleteJobSchedulesOf(call, runbook.id, { runbook: runbook.name });
  },
});
