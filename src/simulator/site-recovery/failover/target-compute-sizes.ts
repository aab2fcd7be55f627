import { type MachineSize, machineSizes } from "../../../azure/machine-sizes";
import type { StoredResource } from "../../estate";
import { asArray, type JsonObject } from "../../json";
import type { Operation } from "../../operation";
import { page } from "../../resource-manager/paging";
import { examples, pageSize } from "../entity-operations";
import { paths, protectedItemType, requireEntity } from "../vault-entities";
import { detailsOf } from "./item-state";

const type = `${protectedItemType}/targetComputeSizes`;

/** The sizes that a machine can have after a failover, with what speaks against each. */
export const targetComputeSizeOperations: Operation[] = [
  {
    id: "TargetComputeSizes_ListByReplicationProtectedItems",
    method: "GET",
    path: `${paths.protectedItem}/targetComputeSizes`,
    action: `${type}/read`,
    witness: `${examples}/TargetComputeSizes_ListByReplicationProtectedItems.json`,
    handle: (call) => {
      const item = requireEntity(call, call.path.slice(0, call.path.lastIndexOf("/")));
      const sizes = machineSizes.map((size) => targetSize(item, size));
      return { status: 200, body: page(call, sizes, pageSize) };
    },
  },
];

function targetSize(item: StoredResource, size: MachineSize): JsonObject {
  const dataDisks = asArray(detailsOf(item).protectedManagedDisks).length - 1;
  return {
    id: `${item.id}/targetComputeSizes/${size.name}`,
    name: size.name,
    type,
    properties: {
      name: size.name,
      friendlyName: size.name,
      cpuCoresCount: size.cores,
      vCPUsAvailable: size.cores,
      memoryInGB: size.memoryInMb / 1024,
      maxDataDiskCount: size.dataDisks,
      errors:
        dataDisks <= size.dataDisks
          ? null
          : [
              {
                message: `The size takes ${size.dataDisks} data disks, and the machine has ${dataDisks}.`,
                severity: "Error",
              },
            ],
      highIopsSupported: size.premiumDisks ? "Supported" : "NotSupported",
      hyperVGenerations: size.generations.split(","),
    },
  };
}
