import { deterministicGuid } from "../../azure/guid";
import { findRegion, normalizeRegion } from "../../azure/regions";
import { asText, valueAt } from "../json";
import type { Call, Operation } from "../operation";
import {
  deleteEntity,
  type EntityType,
  examples,
  getEntity,
  listEntities,
  presented,
  putEntity,
  removeEntity,
} from "./entity-operations";
import { startJob } from "./replication-jobs";
import { existsUnderAnotherName, invalidInput, stillInUse } from "./site-recovery-errors";
import {
  containerType,
  entitiesWithin,
  fabricType,
  paths,
  requireEntity,
  vaultIdOf,
} from "./vault-entities";

const fabrics: EntityType = {
  type: fabricType,
  path: paths.fabric,
  operationPrefix: "ReplicationFabrics",
  present: (call, fabric) => ({
    ...fabric,
    properties: {
      ...(fabric.properties as object),
      customDetails: {
        instanceType: "Azure",
        location: valueAt(fabric, "properties.customDetails.location"),
        containerIds: entitiesWithin(call, fabric.id, containerType).map(({ id }) => id),
      },
    },
  }),
};

const words = { targetInstanceType: "Server", durationInSeconds: 60 };

/** Azure fabrics: one a region and vault. Certificates and gateways are of fabrics outside of Azure. */
export const fabricOperations: Operation[] = [
  getEntity(fabrics),
  listEntities(fabrics, {
    operation: "List",
    type: fabricType,
    path: `${paths.vault}/replicationFabrics`,
  }),
  putEntity(fabrics, {
    ...words,
    scenarioName: "CreateSite",
    friendlyName: "Create a site",
    properties: (call, body, id) => {
      const name = id.slice(id.lastIndexOf("/") + 1);
      const location = fabricLocation(body);
      requireOnlyFabricOfRegion(call, id, name, location);
      return {
        friendlyName: name,
        encryptionDetails: { kekState: "None" },
        rolloverEncryptionDetails: { kekState: "None" },
        internalIdentifier: deterministicGuid("fabric", id),
        bcdrState: "Valid",
        customDetails: { instanceType: "Azure", location },
        healthErrorDetails: [],
        health: "Normal",
      };
    },
  }),
  removeEntity(fabrics, {
    ...words,
    scenarioName: "DeleteSite",
    friendlyName: "Delete a site",
    before: (call, fabric) => {
      const containers = entitiesWithin(call, fabric.id, containerType);
      if (containers.length > 0) {
        throw stillInUse(
          `The fabric '${fabric.name}'`,
          containers.map(({ id }) => id),
        );
      }
    },
  }),
  deleteEntity(fabrics, {
    ...words,
    operation: "Purge",
    scenarioName: "PurgeSite",
    friendlyName: "Purge a site",
  }),
  {
    id: "ReplicationFabrics_CheckConsistency",
    method: "POST",
    path: `${paths.fabric}/checkConsistency`,
    action: `${fabricType}/checkConsistency/action`,
    witness: `${examples}/ReplicationFabrics_CheckConsistency.json`,
    handle: (call) => {
      const { id } = requireEntity(call, call.path.slice(0, call.path.lastIndexOf("/")));
      return startJob(call, {
        ...words,
        scenarioName: "CheckConsistency",
        friendlyName: "Check consistency",
        targetId: id,
        finish: () => ({ result: presented(fabrics, call, requireEntity(call, id)) }),
      });
    },
  },
];

function fabricLocation(body: unknown): string {
  const details = valueAt(body, "properties.customDetails");
  const instanceType = asText(valueAt(details, "instanceType")) ?? "";
  if (instanceType !== "Azure") {
    throw invalidInput(
      `The instance type '${instanceType}' of customDetails is not simulated.`,
      "Use the instance type 'Azure'.",
    );
  }
  const location = asText(valueAt(details, "location")) ?? "";
  if (findRegion(location) === undefined) {
    throw invalidInput(
      `The location '${location}' of the fabric is not an Azure region.`,
      "Retry the operation with a valid location.",
    );
  }
  return normalizeRegion(location);
}

/** Source: learn.microsoft.com site-recovery/azure-to-azure-powershell, "Only one fabric object can be created per region". */
function requireOnlyFabricOfRegion(call: Call, id: string, name: string, location: string): void {
  const vault = vaultIdOf(id);
  for (const other of entitiesWithin(call, vault, fabricType)) {
    const sameRegion = valueAt(other, "properties.customDetails.location") === location;
    const sameFabric = other.id.toLowerCase() === id.toLowerCase();
    if (sameFabric && !sameRegion) {
      throw invalidInput(
        `The location of the fabric '${name}' cannot change to '${location}'.`,
        "Create another fabric for the other region.",
      );
    }
    if (sameRegion && !sameFabric) {
      throw existsUnderAnotherName(other.name, name);
    }
  }
}
