import { sameId } from "../../azure/resource-id";
import type { StoredResource } from "../estate";
import { asObject, type JsonObject, withoutUndefined } from "../json";
import type { Call, Operation } from "../operation";
import { groupPath } from "../resource-manager/path-template";
import { page } from "../resource-manager/paging";
import { requireResource } from "../resource-manager/resource-checks";
import { examples } from "./compute-work";
import { membershipOf, membersOf } from "./placement";

export const scaleSetType = "Microsoft.Compute/virtualMachineScaleSets";
export const scaleSetPath = groupPath(`${scaleSetType}/{vmScaleSetName}`);

/**
 * Whether a machine is in the scale set that the list asks for:
 * `'virtualMachineScaleSet/id' eq '/subscriptions/…'`. Without such a filter each one is.
 * Source: Compute API (`VirtualMachines_List`, `$filter`).
 */
export function isOfAskedScaleSet(call: Call, machine: StoredResource): boolean {
  const form = /^\s*'?virtualMachineScaleSet\/id'?\s+eq\s+'?([^']+?)'?\s*$/i;
  const [, wanted] = form.exec(call.query.$filter ?? "") ?? [];
  return (
    wanted === undefined || sameId(membershipOf(machine, "virtualMachineScaleSet") ?? "", wanted)
  );
}

/** The machines of a Flexible scale set, whose instance id is their name. Shape: VirtualMachineScaleSetVM_List_MinimumSet_Gen.json. */
export const scaleSetMachineOperations: Operation[] = [
  {
    id: "VirtualMachineScaleSetVMs_List",
    method: "GET",
    path: `${scaleSetPath}/virtualMachines`,
    action: `${scaleSetType}/virtualMachines/read`,
    witness: `${examples}/virtualMachineScaleSetExamples/VirtualMachineScaleSetVM_List_MinimumSet_Gen.json; learn.microsoft.com virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes`,
    handle: (call) => {
      const id = call.path.slice(0, call.path.lastIndexOf("/"));
      const scaleSet = requireResource({ type: scaleSetType }, call, id);
      const machines = membersOf(call, "virtualMachineScaleSet", scaleSet.id);
      return {
        status: 200,
        body: page(
          call,
          machines.map((m) => instanceOf(scaleSet, m)),
        ),
      };
    },
  },
];

function instanceOf(scaleSet: StoredResource, machine: StoredResource): JsonObject {
  const { vmId, provisioningState, timeCreated } = asObject(machine.properties);
  return withoutUndefined({
    id: `${scaleSet.id}/virtualMachines/${machine.name}`,
    name: machine.name,
    type: `${scaleSetType}/virtualMachines`,
    location: machine.location,
    tags: machine.tags,
    zones: machine.zones,
    instanceId: machine.name,
    properties: withoutUndefined({ vmId, provisioningState, timeCreated }),
  });
}
