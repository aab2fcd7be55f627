import type { StoredResource } from "../estate";
import type { JsonObject } from "../json";
import type { Call, Operation, Platform } from "../operation";
import { readFilter } from "../resource-manager/odata";
import { page } from "../resource-manager/paging";
import { objectMissing } from "./backup-errors";
import { backupPaths, examples, recoveryPointType, requireItem } from "./backup-paths";
import { type RecoveryPoint, recoveryPointsOf } from "./recovery-point-store";

const machines = `${examples}/AzureIaasVm`;

/** Recovery points of a protected item, newest first. */
export const recoveryPointOperations: Operation[] = [
  {
    id: "RecoveryPoints_List",
    method: "GET",
    path: `${backupPaths.item}/recoveryPoints`,
    action: `${recoveryPointType}/read`,
    witness: `${machines}/RecoveryPoints_List.json`,
    handle: (call) => {
      const item = requireItem(call);
      const filter = readFilter(call.query.$filter);
      const within = (point: RecoveryPoint): boolean => {
        const from = filter.get("startdate");
        const to = filter.get("enddate");
        const time = Date.parse(point.time);
        return (
          (from === undefined || time >= Date.parse(`${from} UTC`)) &&
          (to === undefined || time <= Date.parse(`${to} UTC`))
        );
      };
      const points = [...recoveryPointsOf(call, item.id)]
        .reverse()
        .filter(within)
        .map((point) => presentPoint(call, item, point));
      return { status: 200, body: page(call, points) };
    },
  },
  {
    id: "RecoveryPoints_Get",
    method: "GET",
    path: backupPaths.recoveryPoint,
    action: `${recoveryPointType}/read`,
    witness: `${machines}/RecoveryPoints_Get.json`,
    handle: (call) => {
      const { item, point } = requireRecoveryPoint(call);
      return { status: 200, body: presentPoint(call, item, point) };
    },
  },
];

/** The item and the recovery point that a call is about. */
export function requireRecoveryPoint(call: Call): {
  readonly item: StoredResource;
  readonly point: RecoveryPoint;
} {
  const item = requireItem(call);
  const name = call.parameters.recoveryPointId ?? "";
  const point = recoveryPointsOf(call, item.id).find((known) => known.name === name);
  if (point === undefined) {
    throw objectMissing("recovery point", name);
  }
  return { item, point };
}

/** Shape: RecoveryPoints_List.json. */
function presentPoint(
  { estate }: Pick<Platform, "estate">,
  item: StoredResource,
  point: RecoveryPoint,
): JsonObject {
  const isInstant = estate.get(point.restorePointId) !== undefined;
  return {
    id: `${item.id}/recoveryPoints/${point.name}`,
    name: point.name,
    type: recoveryPointType,
    properties: {
      objectType: "IaasVMRecoveryPoint",
      recoveryPointType: point.type,
      recoveryPointTime: point.time,
      recoveryPointAdditionalInfo: "",
      sourceVMStorageType: "NormalStorage",
      isSourceVMEncrypted: point.isEncrypted,
      isInstantIlrSessionActive: false,
      recoveryPointTierDetails: [
        { type: "InstantRP", status: isInstant ? "Valid" : "Deleted" },
        ...(point.inVault ? [{ type: "HardenedRP", status: "Valid" }] : []),
      ],
      isManagedVirtualMachine: true,
      virtualMachineSize: point.machineSize,
      originalStorageAccountOption: false,
      isPrivateAccessEnabledOnAnyDisk: false,
      osType: point.operatingSystem,
      recoveryPointProperties: { expiryTime: point.keptUntil, isSoftDeleted: false },
    },
  };
}
