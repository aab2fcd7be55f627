import { findRegion, normalizeRegion } from "../../../azure/regions";
import { sameId } from "../../../azure/resource-id";
import { virtualMachineType } from "../../compute/extensions";
import type { StoredResource } from "../../estate";
import { asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../../json";
import type { Answer, Call, Operation } from "../../operation";
import { requireBody } from "../../resource-manager/resource-write";
import {
  type EntityType,
  examples,
  getEntity,
  listEntities,
  presented,
} from "../entity-operations";
import { jobsOf, stateOf } from "../jobs/job-records";
import { invalidInput } from "../site-recovery-errors";
import { entityId, paths, requireAncestors, vaultIdOf, vaultType } from "../vault-entities";
import { InnerRequests } from "./inner-requests";
import { itemOf, setUp } from "./intent-set-up";
import { protectedItemOf } from "./protected-machines";

const intents: EntityType = {
  type: `${vaultType}/replicationProtectionIntents`,
  path: `${paths.vault}/replicationProtectionIntents/{intentObjectName}`,
  operationPrefix: "ReplicationProtectionIntents",
  present: (call, intent) => {
    const properties = asObject(intent.properties);
    const job = jobsOf(call.estate).get((asText(properties.jobId) ?? "").toLowerCase());
    return {
      ...intent,
      properties: { ...properties, jobState: job === undefined ? "Succeeded" : stateOf(job) },
    };
  },
};

const availabilityTypes = ["Single", "AvailabilitySet", "AvailabilityZone"];

/**
 * Intents to protect machines: the policy that Microsoft provides makes them. They cannot be deleted.
 *
 * @param operations - All operations of Site Recovery: an intent carries out what it needs of them.
 */
export function protectionIntentOperations(operations: () => readonly Operation[]): Operation[] {
  return [
    getEntity(intents),
    listEntities(intents, {
      operation: "List",
      type: intents.type,
      path: `${paths.vault}/replicationProtectionIntents`,
    }),
    {
      id: "ReplicationProtectionIntents_Create",
      method: "PUT",
      path: intents.path,
      action: `${intents.type}/write`,
      witness: `${examples}/ReplicationProtectionIntents_Create.json, whose one answer is 200`,
      handle: (call) => create(call, operations()),
    },
  ];
}

function create(call: Call, operations: readonly Operation[]): Answer {
  const body = requireBody(call);
  requireAncestors(call, call.path);
  const input = asObject(valueAt(body, "properties.providerSpecificDetails"));
  const machine = requireMachine(call, input);
  const existing = call.estate.get(call.path);
  const before = asObject(existing?.properties);
  const details = detailsOf(input);
  const item = protectedItemOf(call, machine.id);
  if (item !== undefined && !sameId(vaultIdOf(item.id), vaultIdOf(call.path))) {
    throw invalidInput(
      `The virtual machine '${machine.name}' is already protected in another vault.`,
      "Disable its replication there first.",
    );
  }
  // A machine whose protection is under way, or done, is not protected once more.
  const waits = ["InProgress", "Suspended"].includes(
    String(existing && asObject(presented(intents, call, existing).properties).jobState),
  );
  const jobId =
    item !== undefined || waits ? before.jobId : protect(call, operations, machine, input);
  const intent: StoredResource = {
    id: existing?.id ?? entityId(call, intents.path),
    name: existing?.name ?? call.parameters.intentObjectName ?? "",
    type: intents.type,
    properties: withoutUndefined({
      friendlyName: machine.name,
      jobId,
      isActive: true,
      creationTimeUTC: before.creationTimeUTC ?? call.clock.now().toISOString(),
      providerSpecificDetails: details,
    }),
  };
  call.estate.put(intent);
  return { status: 200, body: presented(intents, call, intent) };
}

/** Sets up what is missing and enables replication; answers the id of its job. */
function protect(
  call: Call,
  operations: readonly Operation[],
  machine: StoredResource,
  input: JsonObject,
): string | undefined {
  // Asked here as well, so that a refusal leaves nothing set up.
  call.requireLinked(
    ["read", "write"].map((right) => ({
      action: `${virtualMachineType}/${right}`,
      scope: machine.id,
    })),
  );
  const requests = new InnerRequests(call, operations);
  const [id, item] = itemOf(machine, input, setUp(call, requests, input));
  return requests.put(id, item).headers?.["x-ms-request-id"];
}

function requireMachine(call: Call, input: JsonObject): StoredResource {
  const instanceType = asText(input.instanceType) ?? "";
  if (instanceType !== "A2A") {
    throw invalidInput(
      `The instance type '${instanceType}' of providerSpecificDetails is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
  const required = [
    "fabricObjectId",
    "primaryLocation",
    "recoveryLocation",
    "recoverySubscriptionId",
    "recoveryAvailabilityType",
    "recoveryResourceGroupId",
  ];
  const missing = required.find((name) => (asText(input[name]) ?? "") === "");
  if (missing !== undefined) {
    throw invalidInput(
      `Required property '${missing}' is missing.`,
      `Retry the operation with ${missing}.`,
    );
  }
  const id = asText(input.fabricObjectId) ?? "";
  const machine = call.estate.get(id);
  if (machine?.type !== virtualMachineType) {
    throw invalidInput(
      `The virtual machine '${id}' could not be found.`,
      "Retry the operation with a virtual machine that exists.",
    );
  }
  requirePlaces(machine, input);
  return machine;
}

function requirePlaces(machine: StoredResource, input: JsonObject): void {
  const from = asText(input.primaryLocation) ?? "";
  const to = asText(input.recoveryLocation) ?? "";
  const own = asText(machine.location) ?? "";
  const availability = asText(input.recoveryAvailabilityType) ?? "";
  if (normalizeRegion(from) !== normalizeRegion(own)) {
    throw invalidInput(
      `The virtual machine '${machine.name}' stands in '${own}', not in the primary location '${from}'.`,
      "Use the location of the virtual machine.",
    );
  }
  if (findRegion(to) === undefined) {
    throw invalidInput(
      `The recovery location '${to}' is not an Azure region.`,
      "Retry the operation with a valid location.",
    );
  }
  if (!availabilityTypes.includes(availability)) {
    throw invalidInput(
      `The recovery availability type '${availability}' is not one of ${availabilityTypes.join(", ")}.`,
      "Use one of the availability types.",
    );
  }
  const sameRegion = normalizeRegion(from) === normalizeRegion(to);
  if (sameRegion && asText(input.recoveryAvailabilityZone) === undefined) {
    throw invalidInput(
      "Inside one region a machine is protected from zone to zone, and recoveryAvailabilityZone is missing.",
      "Give recoveryAvailabilityZone, or another recovery location.",
    );
  }
}

/** What goes in as `…CustomInput` comes back without that ending. Source: `A2AReplicationIntentDetails`. */
function detailsOf(input: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name === "protectionProfileCustomInput"
        ? "protectionProfile"
        : name.replace(/CustomInput$/, ""),
      value,
    ]),
  );
}
