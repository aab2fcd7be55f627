import { type MachineSize, machineSizes } from "../../azure/machine-sizes";
import type { JsonObject } from "../json";
import type { Operation } from "../operation";
import { requireKnownLocation } from "../resource-manager/locations";
import { subscriptionPath } from "../resource-manager/path-template";
import { page } from "../resource-manager/paging";
import { requireResource } from "../resource-manager/resource-checks";
import { examples } from "./compute-work";
import { virtualMachinePath, virtualMachineType } from "./extensions";

const osDiskSizeInMB = 1_047_552;

/** The sizes that something there can have: all that are known, whatever hardware it stands on. */
export function sizesOfResource(declaration: {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly witness: string;
}): Operation {
  return {
    id: declaration.id,
    method: "GET",
    path: `${declaration.path}/vmSizes`,
    action: `${declaration.type}/vmSizes/read`,
    witness: declaration.witness,
    handle: (call) => {
      requireResource(declaration, call, call.path.slice(0, call.path.lastIndexOf("/")));
      return { status: 200, body: page(call, machineSizes.map(presented)) };
    },
  };
}

/** Sizes of virtual machines. */
export const machineSizeOperations: Operation[] = [
  {
    id: "VirtualMachineSizes_List",
    method: "GET",
    path: subscriptionPath("Microsoft.Compute/locations/{location}/vmSizes"),
    action: "Microsoft.Compute/locations/vmSizes/read",
    witness: `${examples}/virtualMachineExamples/VirtualMachineSizes_List_MinimumSet_Gen.json`,
    handle: (call) => {
      requireKnownLocation(call.parameters.location ?? "", "locations/vmSizes");
      return { status: 200, body: page(call, machineSizes.map(presented)) };
    },
  },
  sizesOfResource({
    id: "VirtualMachines_ListAvailableSizes",
    type: virtualMachineType,
    path: virtualMachinePath,
    witness: `${examples}/virtualMachineExamples/VirtualMachine_ListAvailableVmSizes.json`,
  }),
];

function presented(size: MachineSize): JsonObject {
  return {
    name: size.name,
    numberOfCores: size.cores,
    osDiskSizeInMB,
    resourceDiskSizeInMB: size.temporaryDiskInMb,
    memoryInMB: size.memoryInMb,
    maxDataDiskCount: size.dataDisks,
  };
}
