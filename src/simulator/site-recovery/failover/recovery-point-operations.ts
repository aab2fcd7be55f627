import type { StoredResource } from "../../estate";
import { asArray, asText, type JsonObject, valueAt } from "../../json";
import type { Call, Operation } from "../../operation";
import { page } from "../../resource-manager/paging";
import { examples, pageSize } from "../entity-operations";
import { entityMissing } from "../site-recovery-errors";
import { paths, protectedItemType, requireEntity } from "../vault-entities";
import { detailsOf } from "./item-state";
import { type NamedPoint, pointsOf } from "./replication-notes";

const recoveryPointType = `${protectedItemType}/recoveryPoints`;
const recoveryPoints = `${paths.protectedItem}/recoveryPoints`;

/** Recovery points of a protected item, the latest first. */
export const recoveryPointOperations: Operation[] = [
  {
    id: "RecoveryPoints_ListByReplicationProtectedItems",
    method: "GET",
    path: recoveryPoints,
    action: `${recoveryPointType}/read`,
    witness: `${examples}/RecoveryPoints_ListByReplicationProtectedItems.json; order: learn.microsoft.com powershell/module/az.recoveryservices/get-azrecoveryservicesasrrecoverypoint`,
    handle: (call) => {
      const item = itemAbove(call, 1);
      const points = pointsOf(call, item).map((point) => presentedPoint(item, point));
      return { status: 200, body: page(call, points, pageSize) };
    },
  },
  {
    // The specification calls it `RecoveryPoints_Get`, as it calls one of Backup's operations.
    id: "ReplicationRecoveryPoints_Get",
    method: "GET",
    path: `${recoveryPoints}/{recoveryPointName}`,
    action: `${recoveryPointType}/read`,
    witness: `${examples}/RecoveryPoints_Get.json`,
    handle: (call) => {
      const item = itemAbove(call, 2);
      const name = call.parameters.recoveryPointName?.toLowerCase();
      const point = pointsOf(call, item).find((found) => found.name === name);
      if (point === undefined) {
        throw entityMissing(call.path);
      }
      return { status: 200, body: presentedPoint(item, point) };
    },
  },
];

function itemAbove(call: Call, segments: number): StoredResource {
  return requireEntity(call, call.path.split("/").slice(0, -segments).join("/"));
}

/** Source: Site Recovery API, `RecoveryPoint` and `A2ARecoveryPointDetails`. */
function presentedPoint(item: StoredResource, point: NamedPoint): JsonObject {
  return {
    id: `${item.id}/recoveryPoints/${point.name}`,
    name: point.name,
    type: recoveryPointType,
    properties: {
      recoveryPointTime: point.time.toISOString(),
      recoveryPointType: point.type,
      providerSpecificDetails: {
        instanceType: "A2A",
        recoveryPointSyncType:
          asText(detailsOf(item).multiVmGroupName) === undefined
            ? "PerVmRecoveryPoint"
            : "MultiVmSyncRecoveryPoint",
        disks: asArray(detailsOf(item).protectedManagedDisks).flatMap(
          (disk) => asText(valueAt(disk, "diskId")) ?? [],
        ),
      },
    },
  };
}
