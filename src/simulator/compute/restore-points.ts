import { isDeepStrictEqual } from "node:util";
import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt, withoutUndefined } from "../json";
import { ArmError, type Call, type Operation } from "../operation";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import { parentOf } from "../resource-manager/path-template";
import { resourceType, type ResourceBody } from "../resource-manager/resource-type";
import { examples, working } from "./compute-work";
import { collectionPath, restorePointType } from "./restore-point-collections";

const own = `${examples}/restorePointExamples`;

/** Restore points: snapshots of all disks of a machine, in a collection. */
export const restorePointOperations: Operation[] = resourceType({
  type: restorePointType,
  path: `${collectionPath}/restorePoints/{restorePointName}`,
  get: { id: "RestorePoints_Get", witness: `${own}/RestorePoint_Get.json` },
  put: {
    id: "RestorePoints_Create",
    witness: `${own}/RestorePoint_Create.json; Azure/azure-rest-api-specs pull request 13219 (the same again is taken)`,
    updated: 201,
    longRunning: working(60),
  },
  delete: {
    id: "RestorePoints_Delete",
    witness: `${own}/RestorePoint_Delete_MinimumSet_Gen.json`,
    longRunning: working(20),
  },
  validate: (call, body, existing) => {
    if (existing === undefined) {
      requireSource(call);
    } else if (!asksFor(body, existing)) {
      throw new ArmError(
        409,
        "OperationNotAllowed",
        `The update of the existing restore point '${existing.name}' is not supported.`,
      );
    }
  },
  complete: (call, body, existing) => {
    if (existing !== undefined) {
      return { properties: asObject(existing.properties) };
    }
    const { excludeDisks, consistencyMode } = asObject(body.properties);
    return {
      properties: {
        ...withoutUndefined({ excludeDisks }),
        ...pointProperties(requireSource(call), {
          id: call.path,
          at: call.clock.now(),
          consistencyMode: asText(consistencyMode) ?? "ApplicationConsistent",
        }),
      },
    };
  },
});

/** Whether a body asks for a restore point as it is; what it leaves out it does not ask for. */
function asksFor(body: ResourceBody, point: StoredResource): boolean {
  const { excludeDisks, consistencyMode } = asObject(body.properties);
  const before = asObject(point.properties);
  return (
    isDeepStrictEqual(excludeDisks ?? before.excludeDisks, before.excludeDisks) &&
    (consistencyMode ?? before.consistencyMode) === before.consistencyMode
  );
}

/** The machine whose restore points a collection holds. */
function requireSource(call: Call): StoredResource {
  const collection = call.estate.get(parentOf(call.path) ?? "");
  const sourceId = asText(valueAt(collection, "properties.source.id")) ?? "";
  const machine = call.estate.get(sourceId);
  if (machine === undefined) {
    throw invalidResourceReference(sourceId, call.path);
  }
  return machine;
}

/** What is known of one restore point when it is made. */
interface Taken {
  readonly id: string;
  readonly at: Date;
  readonly consistencyMode: string;
}

/** A restore point as Azure keeps it. Shape: RestorePoint_Get.json. */
export function restorePoint(machine: StoredResource, taken: Taken): StoredResource {
  return {
    id: taken.id,
    name: taken.id.slice(taken.id.lastIndexOf("/") + 1),
    type: restorePointType,
    properties: { ...pointProperties(machine, taken), provisioningState: "Succeeded" },
  };
}

function pointProperties(machine: StoredResource, { id, at, consistencyMode }: Taken): JsonObject {
  const { vmId, hardwareProfile, storageProfile, osProfile, diagnosticsProfile } = asObject(
    machine.properties,
  );
  const profile = asObject(storageProfile);
  const withPoint = (disk: unknown): JsonObject => {
    const name = asText(valueAt(disk, "name")) ?? "";
    return {
      ...asObject(disk),
      diskRestorePoint: {
        id: `${id}/diskRestorePoints/${name}_${deterministicGuid("disk restore point", id, name)}`,
      },
    };
  };
  return {
    sourceMetadata: withoutUndefined({
      vmId,
      hardwareProfile,
      storageProfile: withoutUndefined({
        osDisk: withPoint(profile.osDisk),
        dataDisks: asArray(profile.dataDisks).map(withPoint),
        diskControllerType: profile.diskControllerType,
      }),
      osProfile,
      diagnosticsProfile,
      location: machine.location,
    }),
    consistencyMode,
    timeCreated: at.toISOString(),
  };
}
