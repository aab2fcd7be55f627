import { deterministicGuid } from "../../azure/guid";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import { ArmError, type Call, type Operation, type Platform } from "../operation";
import { invalidResourceReference } from "../resource-manager/arm-errors";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceType } from "../resource-manager/resource-type";
import { examples, working } from "./compute-work";

export const collectionType = "Microsoft.Compute/restorePointCollections";
export const restorePointType = `${collectionType}/restorePoints`;
export const collectionPath = groupPath(`${collectionType}/{restorePointCollectionName}`);

const own = `${examples}/restorePointExamples`;

/** Collections of restore points. They outlive the machine that they are of. */
export const restorePointCollectionOperations: Operation[] = resourceType({
  type: collectionType,
  path: collectionPath,
  location: "required",
  get: {
    id: "RestorePointCollections_Get",
    witness: `${own}/RestorePointCollection_Get.json; RestorePointCollection_Get_WithContainedRestorePoints.json`,
  },
  put: {
    id: "RestorePointCollections_CreateOrUpdate",
    witness: `${own}/RestorePointCollection_CreateOrUpdate.json`,
  },
  patch: {
    id: "RestorePointCollections_Update",
    witness: `${own}/RestorePointCollection_Update_MaximumSet_Gen.json`,
  },
  delete: {
    id: "RestorePointCollections_Delete",
    witness: `${own}/RestorePointCollection_Delete_MinimumSet_Gen.json; learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout (clean up restore point collection)`,
    longRunning: working(120),
  },
  lists: [
    {
      id: "RestorePointCollections_List",
      path: groupPath(collectionType),
      witness: `${own}/RestorePointCollection_ListByResourceGroup.json`,
    },
    {
      id: "RestorePointCollections_ListAll",
      path: subscriptionPath(collectionType),
      witness: `${own}/RestorePointCollection_ListBySubscription.json`,
    },
  ],
  required: ["properties.source.id"],
  validate: (call, body, existing) => {
    const sourceId = asText(valueAt(body, "properties.source.id")) ?? "";
    if (existing === undefined && call.estate.get(sourceId) === undefined) {
      throw invalidResourceReference(sourceId, call.path);
    }
  },
  complete: (call, body, existing) => {
    const sourceId = asText(valueAt(body, "properties.source.id")) ?? "";
    return {
      properties: {
        source: {
          id: sourceId,
          location:
            call.estate.get(sourceId)?.location ?? valueAt(existing, "properties.source.location"),
        },
        restorePointCollectionId:
          valueAt(existing, "properties.restorePointCollectionId") ??
          deterministicGuid("restore point collection", call.path, String(call.clock.now())),
      },
    };
  },
  present: (call, collection) =>
    call.query.$expand?.toLowerCase() === "restorepoints"
      ? {
          ...collection,
          properties: {
            ...asObject(collection.properties),
            restorePoints: restorePointsIn(call, collection.id),
          },
        }
      : collection,
}).map((operation) =>
  operation.method === "DELETE" ? { ...operation, handle: deletion(operation) } : operation,
);

/** A deletion that times out fails after its time, and leaves the collection where it is. */
function deletion(operation: Operation): Operation["handle"] {
  return (call) => {
    const collection = call.estate.get(call.path);
    if (collection === undefined || !call.faults.strikes("deletion times out", collection.id)) {
      return operation.handle(call);
    }
    return operation.handle({
      ...call,
      begin: (work) =>
        call.begin({
          ...work,
          finish: () => {
            throw new ArmError(
              409,
              "OperationTimedOut",
              `The deletion of the restore point collection '${collection.name}' did not end in time. Please retry later.`,
            );
          },
        }),
    });
  };
}

/** The restore points of a collection, in the order of creation. */
export function restorePointsIn(
  { estate }: Pick<Call, "estate">,
  collectionId: string,
): StoredResource[] {
  const prefix = `${collectionId.toLowerCase()}/`;
  return estate.ofType(restorePointType).filter(({ id }) => id.toLowerCase().startsWith(prefix));
}

/** A collection for a machine's restore points. Shape: RestorePointCollection_Get.json. */
export function restorePointCollection(
  { clock }: Pick<Platform, "clock">,
  id: string,
  machine: StoredResource,
): StoredResource {
  return {
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    type: collectionType,
    location: machine.location,
    properties: {
      source: { id: machine.id, location: machine.location },
      restorePointCollectionId: deterministicGuid(
        "restore point collection",
        id,
        String(clock.now()),
      ),
      provisioningState: "Succeeded",
    },
  };
}
