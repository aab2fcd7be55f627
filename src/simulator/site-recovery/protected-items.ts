import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation } from "../operation";
import { requireUnlocked } from "../authorization/locks";
import { requireBody } from "../resource-manager/resource-write";
import {
  deleteEntity,
  type EntityType,
  examples,
  getEntity,
  listEntities,
  presented,
  removeEntity,
  storedEntity,
} from "./entity-operations";
import { beginFirstReplication, endReplication } from "./failover/first-replication";
import { withSettings } from "./failover/item-settings";
import { protectionLinks, subnetLinks, targetLinks } from "./failover/protection-links";
import { placesOfDisks } from "./failover/replicated-disks";
import { noteDisks } from "./failover/replication-notes";
import { itemNow } from "./item-health";
import { protectedItemOf } from "./protection-intents/protected-machines";
import { itemProperties } from "./protected-item-details";
import { startJob } from "./replication-jobs";
import { entityMissing, invalidInput, siteRecoveryError } from "./site-recovery-errors";
import {
  entitiesWithin,
  entityId,
  mappingType,
  paths,
  protectedItemType,
  requireAncestors,
  requireEntity,
  vaultType,
} from "./vault-entities";

export const protectedItems: EntityType = {
  type: protectedItemType,
  path: paths.protectedItem,
  operationPrefix: "ReplicationProtectedItems",
  present: itemNow,
};

const words = { targetInstanceType: "ProtectionEntity" };
const enablingInSeconds = 300;

/** Replicated machines: enabling, reading, changing and disabling. */
export const protectedItemOperations: Operation[] = [
  getEntity(protectedItems),
  listEntities(protectedItems, {
    operation: "ListByReplicationProtectionContainers",
    type: protectedItemType,
    path: `${paths.container}/replicationProtectedItems`,
  }),
  listEntities(protectedItems, {
    operation: "List",
    type: `${vaultType}/replicationProtectedItems`,
    path: `${paths.vault}/replicationProtectedItems`,
  }),
  {
    id: "ReplicationProtectedItems_Create",
    method: "PUT",
    path: paths.protectedItem,
    action: `${protectedItemType}/write`,
    witness: `${examples}/ReplicationProtectedItems_Create.json; learn.microsoft.com site-recovery/site-recovery-role-based-linked-access-control`,
    handle: enableProtection,
  },
  {
    id: "ReplicationProtectedItems_Update",
    method: "PATCH",
    path: paths.protectedItem,
    action: `${protectedItemType}/write`,
    witness: `${examples}/ReplicationProtectedItems_Update.json; hashicorp/terraform-provider-azurerm site_recovery_replicated_vm_resource.go`,
    handle: updateItem,
  },
  removeEntity(protectedItems, {
    ...words,
    scenarioName: "DisableDr",
    friendlyName: "Disable replication",
    durationInSeconds: 120,
    removed: endReplication,
  }),
  deleteEntity(protectedItems, {
    ...words,
    operation: "Purge",
    scenarioName: "PurgeDr",
    friendlyName: "Remove replication records",
    durationInSeconds: 60,
    removed: endReplication,
  }),
];

function enableProtection(call: Call): Answer {
  const body = requireBody(call);
  requireAncestors(call, call.path);
  const sent = asObject(body.properties);
  const input = asObject(sent.providerSpecificDetails);
  const existing = call.estate.get(call.path);
  const machine = requireMachine(call, input);
  if (existing !== undefined) {
    // Enabling again what is enabled in the same way asks for nothing.
    if (sameId(asText(valueAt(existing, details("fabricObjectId"))) ?? "", machine.id)) {
      return { status: 200, body: presented(protectedItems, call, existing) };
    }
    throw siteRecoveryError(
      409,
      "ProtectedItemExists",
      `The protected item '${existing.name}' already protects another machine.`,
      {
        possibleCauses: "The name is in use.",
        recommendedAction: "Use another name for the protected item.",
      },
    );
  }
  const mapping = requireMapping(call, asText(sent.policyId), asText(input.recoveryContainerId));
  call.requireLinked(protectionLinks(machine, input));
  const id = entityId(call, protectedItems.path);
  const item = storedEntity(protectedItems, id, itemProperties(call, id, machine, mapping, input));
  return startJob(call, {
    ...words,
    scenarioName: "EnableDr",
    friendlyName: "Enable replication",
    targetId: id,
    durationInSeconds: enablingInSeconds,
    finish: () => {
      requireAncestors(call, id);
      const other = protectedItemOf(call, machine.id);
      if (other !== undefined && sameId(other.id, id)) {
        // Asked for twice before the first was done.
        return { result: presented(protectedItems, call, other) };
      }
      requireFreeMachine(call, machine, other);
      call.estate.put(item);
      noteDisks(call, id, placesOfDisks(machine));
      beginFirstReplication(call, item);
      return { result: presented(protectedItems, call, item) };
    },
  });
}

/** Settings are taken once the machine is protected; nothing is replicated anew because of them. */
function updateItem(call: Call): Answer {
  const body = requireBody(call);
  const item = requireEntity(call, call.path);
  if (valueAt(item, details("vmProtectionState")) !== "Protected") {
    throw siteRecoveryError(
      409,
      "OperationNotAllowedInState",
      `The settings of the protected item '${item.name}' cannot change before it is protected.`,
      {
        possibleCauses: "The initial replication is in progress.",
        recommendedAction: "Wait until vmProtectionState is 'Protected', then retry the operation.",
      },
    );
  }
  const properties = asObject(body.properties);
  const networkId =
    properties.selectedRecoveryAzureNetworkId ??
    valueAt(item, details("selectedRecoveryAzureNetworkId"));
  call.requireLinked([
    ...targetLinks({ ...properties, ...asObject(properties.providerSpecificDetails) }),
    ...subnetLinks(networkId, properties.vmNics),
  ]);
  withSettings(item, properties);
  return startJob(call, {
    ...words,
    scenarioName: "UpdateVmProperties",
    friendlyName: "Update the properties of the virtual machine",
    targetId: item.id,
    durationInSeconds: 60,
    finish: () => {
      const changed = withSettings(requireEntity(call, item.id), properties);
      call.estate.put(changed);
      return { result: presented(protectedItems, call, changed) };
    },
  });
}

function requireMachine(call: Call, input: JsonObject): StoredResource {
  if (asText(input.instanceType) !== "A2A") {
    throw invalidInput(
      `The instance type '${asText(input.instanceType) ?? ""}' of providerSpecificDetails is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
  const id = asText(input.fabricObjectId) ?? "";
  const machine = call.estate.get(id);
  if (machine?.type !== "Microsoft.Compute/virtualMachines") {
    throw invalidInput(
      `The virtual machine '${id}' could not be found.`,
      "Retry the operation with a virtual machine that exists.",
    );
  }
  return machine;
}

/** A machine is replicated once, in whatever vault, and its lock must let the agent's extension be written. */
function requireFreeMachine(
  call: Call,
  machine: StoredResource,
  other: StoredResource | undefined,
): void {
  if (other !== undefined) {
    throw siteRecoveryError(
      409,
      "45005",
      "Protection couldn't be enabled for the virtual machine.",
      {
        possibleCauses: `The virtual machine is protected by '${other.id}'.`,
        recommendedAction: "Disable its replication there, then retry the operation.",
      },
    );
  }
  requireUnlocked(call, "PUT", machine.id);
}

/** The mapping from this container to the wanted one, under the wanted policy. */
function requireMapping(
  call: Call,
  policyId: string | undefined,
  recoveryContainerId: string | undefined,
): StoredResource {
  const container = call.path.split("/").slice(0, -2).join("/");
  const fits = (mapping: StoredResource, property: string, id: string | undefined): boolean =>
    id === undefined || sameId(asText(valueAt(mapping, `properties.${property}`)) ?? "", id);
  const mapping = entitiesWithin(call, container, mappingType).find(
    (candidate) =>
      fits(candidate, "policyId", policyId) &&
      fits(candidate, "targetProtectionContainerId", recoveryContainerId),
  );
  if (mapping === undefined) {
    throw entityMissing(
      `${container}/replicationProtectionContainerMappings/${policyId ?? ""}`,
      400,
    );
  }
  return mapping;
}

function details(property: string): string {
  return `properties.providerSpecificDetails.${property}`;
}
