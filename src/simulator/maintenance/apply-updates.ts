import { deterministicGuid } from "../../azure/guid";
import { isAtOrBelow } from "../../azure/resource-id";
import { asObject, asText, valueAt } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { page } from "../resource-manager/paging";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { requireScope } from "../resource-manager/resource-checks";
import { cancelRun } from "./cancelled-runs";
import { invalidRequest } from "./maintenance-errors";
import { applyUpdateType, configurationType, examples, extendedScopes } from "./maintenance-paths";
import { applyUpdateRecord, applyUpdateRecords, keepRecord } from "./run-records";

/** Records of maintenance: what scheduled runs have done, and what is asked for at once. */
export const applyUpdateOperations: Operation[] = [
  ...at(extendedScopes.resource, { get: "Get", put: "CreateOrUpdateOrCancel", list: "List" }),
  ...at(extendedScopes.child, {
    get: "GetParent",
    put: "CreateOrUpdateParent",
    list: "ListParent",
  }),
  {
    id: "ApplyUpdates_List",
    method: "GET",
    path: subscriptionPath(applyUpdateType),
    action: `${applyUpdateType}/read`,
    witness: `${examples}/ApplyUpdates_List.json`,
    handle: list,
  },
  {
    id: "ApplyUpdateForResourceGroup_List",
    method: "GET",
    path: groupPath(applyUpdateType),
    action: `${applyUpdateType}/read`,
    witness: `${examples}/ApplyUpdatesResourceGroup_List.json`,
    handle: list,
  },
];

function at(
  scope: string,
  verbs: { readonly get: string; readonly put: string; readonly list: string },
): Operation[] {
  const path = `${scope}/providers/${applyUpdateType}/{applyUpdateName}`;
  return [
    {
      id: `ApplyUpdates_${verbs.get}`,
      method: "GET",
      path,
      action: `${applyUpdateType}/read`,
      witness: `${examples}/ApplyUpdates_${verbs.get}.json`,
      handle: (call) => {
        requireScope(call, scopeOf(call));
        const record = applyUpdateRecord(call, call.path);
        if (record === undefined) {
          throw new ArmError(
            404,
            "NotFound",
            `The apply update '${call.parameters.applyUpdateName ?? ""}' was not found.`,
          );
        }
        return { status: 200, body: record };
      },
    },
    {
      id: `ApplyUpdates_${verbs.put}`,
      method: "PUT",
      path,
      action: `${applyUpdateType}/write`,
      witness: `${examples}/ApplyUpdates_CreateOrUpdate_CancelMaintenance.json`,
      handle: (call) => apply(call),
    },
    {
      id: `Updates_${verbs.list}`,
      method: "GET",
      path: `${scope}/providers/Microsoft.Maintenance/updates`,
      action: "Microsoft.Maintenance/updates/read",
      witness: `${examples}/Updates_ListParent.json; no update of a host is pending here`,
      handle: (call) => {
        requireScope(call, scopeOf(call));
        return { status: 200, body: page(call, []) };
      },
    },
  ];
}

/** A configuration's run is cancelled; for any other resource nothing is pending that could be applied. */
function apply(call: Call): Answer {
  const scope = scopeOf(call);
  requireScope(call, scope);
  const target = call.estate.get(scope);
  const name = call.parameters.applyUpdateName ?? "";
  const status = asText(valueAt(call.body, "properties.status"));
  const isConfiguration = target?.type === configurationType;
  if (isConfiguration && status !== "Cancel") {
    throw invalidRequest("A run of a maintenance configuration can only be cancelled.");
  }
  if (isConfiguration && !/^\d{14}$/.test(name)) {
    throw invalidRequest(`The name '${name}' is not the start of a run, yyyyMMddHHmmss in UTC.`);
  }
  const own = name.toLowerCase() === "default" ? deterministicGuid("apply update", scope) : name;
  const id = `${target?.id ?? scope}/providers/${applyUpdateType}/${own}`;
  const existing = applyUpdateRecord(call, id);
  if (isConfiguration) {
    if (existing !== undefined && existing.properties.status !== "Cancelled") {
      throw invalidRequest(`The run '${name}' has begun and cannot be cancelled.`);
    }
    cancelRun(call, id);
  }
  const startDateTime = asObject(existing?.properties).startDateTime;
  keepRecord(call, {
    id,
    name: own,
    type: applyUpdateType,
    properties: {
      resourceId: target?.id ?? scope,
      status: isConfiguration ? "Cancelled" : "NoUpdatesPending",
      startDateTime: startDateTime ?? call.clock.now().toISOString(),
    },
  });
  return { status: existing === undefined ? 201 : 200, body: applyUpdateRecord(call, id) };
}

function list(call: Call): Answer {
  const scope = call.path.split("/").slice(0, -3).join("/");
  const records = applyUpdateRecords(call).filter(({ id }) => isAtOrBelow(id, scope));
  return { status: 200, body: page(call, records) };
}

function scopeOf(call: Call): string {
  return call.path.slice(0, call.path.toLowerCase().lastIndexOf("/providers/"));
}
