import { automationLimits } from "../../azure/automation-limits";
import { isGuid } from "../../azure/guid";
import { parentId, sameId } from "../../azure/resource-id";
import { asObject, asText, valueAt, withoutUndefined } from "../json";
import { ArmError, type Answer, type Call, type Operation } from "../operation";
import { resourceAction, resourceType } from "../resource-manager/resource-type";
import { accountChild } from "./account-child";
import { accountPath, accountType, examples } from "./automation-accounts";
import { badRequest, notFound } from "./automation-errors";

const groupType = `${accountType}/hybridRunbookWorkerGroups`;
const workerType = `${groupType}/hybridRunbookWorkers`;
const groupPath = `${accountPath}/hybridRunbookWorkerGroups/{hybridRunbookWorkerGroupName}`;

const groups = resourceType({
  ...accountChild({
    segment: "hybridRunbookWorkerGroups",
    parameter: "hybridRunbookWorkerGroupName",
    operations: "HybridRunbookWorkerGroup",
    put: "Create",
  }),
  validate: (call, body) => {
    const credential = asText(valueAt(body, "properties.credential.name"));
    const account = parentId(call.path) ?? "";
    if (
      credential !== undefined &&
      call.estate.get(`${account}/credentials/${credential}`) === undefined
    ) {
      throw notFound("credential", credential);
    }
  },
  complete: (_call, body) => ({
    properties: withoutUndefined({
      groupType: "User",
      credential: asObject(body.properties).credential ?? undefined,
    }),
  }),
});

const workers = resourceType({
  ...accountChild({
    segment: "hybridRunbookWorkers",
    parameter: "hybridRunbookWorkerId",
    operations: "HybridRunbookWorkers",
    put: "Create",
    patch: "Patch",
    list: "ListByHybridRunbookWorkerGroup",
    above: { path: groupPath, type: groupType },
  }),
  required: ["properties.vmResourceId"],
  validate: (call, body, existing) => {
    const id = call.parameters.hybridRunbookWorkerId ?? "";
    if (!isGuid(id)) {
      throw badRequest(`The hybrid runbook worker id '${id}' is not a GUID.`);
    }
    requireFreeMachine(call, asText(valueAt(body, "properties.vmResourceId")) ?? "", existing?.id);
  },
  complete: (call, body, existing) => {
    const vmResourceId = asText(valueAt(body, "properties.vmResourceId")) ?? "";
    const now = call.clock.now().toISOString();
    const before = asObject(existing?.properties);
    return {
      properties: {
        ip: "",
        registeredDateTime: before.registeredDateTime ?? now,
        lastSeenDateTime: before.lastSeenDateTime ?? now,
        vmResourceId,
        workerType: "HybridV2",
        workerName: vmResourceId.slice(vmResourceId.lastIndexOf("/") + 1),
      },
    };
  },
});

/** Hybrid worker groups, and the machines in them. */
export const hybridWorkerOperations: Operation[] = [
  ...groups,
  ...workers,
  resourceAction({
    type: workerType,
    id: "HybridRunbookWorkers_Move",
    path: `${groupPath}/hybridRunbookWorkers/{hybridRunbookWorkerId}/move`,
    action: `${workerType}/move/action`,
    witness: `${examples}/moveHybridRunbookWorker.json`,
    handle: (call, worker): Answer => {
      const group = asText(asObject(call.body).hybridRunbookWorkerGroupName) ?? "";
      const account = worker.id.split("/").slice(0, -4).join("/");
      const target = call.estate.get(`${account}/hybridRunbookWorkerGroups/${group}`);
      if (target === undefined) {
        throw notFound("hybrid runbook worker group", group);
      }
      const id = `${target.id}/hybridRunbookWorkers/${worker.name}`;
      if (!sameId(id, worker.id)) {
        call.estate.delete(worker.id);
        call.estate.put({ ...worker, id });
      }
      return { status: 200 };
    },
  }),
];

/** A machine is one worker of an account at most, and an account has so many. */
function requireFreeMachine(call: Call, machineId: string, ownId: string | undefined): void {
  const inSubscription = machineId
    .toLowerCase()
    .startsWith(`/subscriptions/${call.subscriptionId}`);
  if (inSubscription && call.estate.get(machineId) === undefined) {
    throw notFound("machine", machineId);
  }
  const account = `${call.path.split("/").slice(0, 9).join("/").toLowerCase()}/`;
  const others = call.estate
    .ofType(workerType)
    .filter(({ id }) => id.toLowerCase().startsWith(account) && id !== ownId);
  if (ownId === undefined && others.length >= automationLimits.workersPerAccount) {
    throw new ArmError(
      400,
      "QuotaExceeded",
      `An automation account has at most ${automationLimits.workersPerAccount} hybrid runbook workers.`,
    );
  }
  const twin = others.find((other) =>
    sameId(asText(valueAt(other, "properties.vmResourceId")) ?? "", machineId),
  );
  if (twin !== undefined) {
    throw badRequest(`The machine '${machineId}' is already the hybrid worker '${twin.name}'.`);
  }
}
