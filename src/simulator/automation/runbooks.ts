import {
  runbookTypes,
  runtimeEnvironmentOf,
  systemRuntimeEnvironments,
} from "../../azure/automation-runtimes";
import { parentId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, withoutUndefined, wordOf } from "../json";
import type { Call, Operation } from "../operation";
import { resourceType } from "../resource-manager/resource-type";
import { accountPath, accountType, examples } from "./automation-accounts";
import { badRequest, notFound } from "./automation-errors";
import { deleteJobSchedulesOf } from "./job-schedules";
import { forgetContent } from "./runbook-content";
import { armSchedulesOfRunbook } from "./scheduled-jobs";
import { stamped } from "./stamped";

export const runbookType = `${accountType}/runbooks`;
export const runbookPath = `${accountPath}/runbooks/{runbookName}`;

/** Runbooks of an automation account; their text is a matter of `runbook-draft`. */
export const runbookOperations: Operation[] = resourceType({
  type: runbookType,
  path: runbookPath,
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
  validate: (call, body) => {
    const { runbookType: kind, runtimeEnvironment } = asObject(body.properties);
    if (!runbookTypes.includes(wordOf(kind))) {
      throw badRequest(
        `The runbook type '${wordOf(kind)}' is not one of ${runbookTypes.map((t) => `'${t}'`).join(", ")}.`,
      );
    }
    requireRuntime(call, asText(runtimeEnvironment));
  },
  complete: (call, body, existing) => {
    const sent = asObject(body.properties);
    const before = asObject(existing?.properties);
    const state = sent.publishContentLink === undefined ? (before.state ?? "New") : "Published";
    return {
      properties: stamped(
        call,
        existing,
        withoutUndefined({
          runbookType: sent.runbookType,
          runtimeEnvironment:
            asText(sent.runtimeEnvironment) ?? runtimeEnvironmentOf(wordOf(sent.runbookType)),
          state,
          description: sent.description ?? "",
          logVerbose: sent.logVerbose ?? false,
          logProgress: sent.logProgress ?? false,
          logActivityTrace: sent.logActivityTrace ?? 0,
          jobCount: 0,
          parameters: {},
          outputTypes: [],
          lastModifiedBy: "",
          provisioningState: "Succeeded",
        }),
      ),
    };
  },
  present: (_call, runbook) => ({ ...runbook, etag: etagOf(runbook) }),
  written: (call, runbook, existing) => {
    if (existing === undefined) {
      forgetContent(call, runbook.id);
    } else if (call.method === "PUT") {
      // Source: hashicorp/terraform-provider-azurerm issues 7130, 8634 and 17970.
      deleteJobSchedulesOf(call, runbook.id, { runbook: runbook.name });
    }
    armSchedulesOfRunbook(call, runbook);
  },
  deleted: (call, runbook) => {
    deleteJobSchedulesOf(call, runbook.id, { runbook: runbook.name });
    forgetContent(call, runbook.id);
  },
});

/** The time of the last change in ticks of .NET, as in getRunbook.json. */
function etagOf(runbook: StoredResource): string {
  const changed = new Date(asText(asObject(runbook.properties).lastModifiedTime) ?? "").getTime();
  return `"${(BigInt(changed) * 10_000n + 621_355_968_000_000_000n).toString()}"`;
}

function requireRuntime(call: Call, name: string | undefined): void {
  if (name === undefined || name in systemRuntimeEnvironments) {
    return;
  }
  const account = parentId(call.path) ?? "";
  if (call.estate.get(`${account}/runtimeEnvironments/${name}`) === undefined) {
    throw notFound("runtime environment", name);
  }
}
