import type { StoredResource } from "../estate";
import type { Call, Operation } from "../operation";
import { resourceAction } from "../resource-manager/resource-type";
import { compute202 } from "./compute-action";
import { examples } from "./compute-work";
import { retryExtensions } from "./extension-provisioning";
import { virtualMachinePath, virtualMachineType } from "./extensions";
import { reprovision } from "./machine-provisioning";
import { notePower, noteRestart, type PowerState } from "./power-state";

const own = `${examples}/virtualMachineExamples`;

/** What starts, stops and repairs a machine. */
export const powerOperations: Operation[] = [
  powerAction("Start", "start", "running", "VirtualMachine_Start_MaximumSet_Gen.json"),
  powerAction("Restart", "restart", "running", "VirtualMachine_Restart_MaximumSet_Gen.json"),
  powerAction("PowerOff", "powerOff", "stopped", "VirtualMachine_PowerOff_MaximumSet_Gen.json"),
  powerAction(
    "Deallocate",
    "deallocate",
    "deallocated",
    "VirtualMachine_Deallocate_MaximumSet_Gen.json",
  ),
  machineAction("Reapply", "reapply", "VirtualMachine_Reapply.json", reprovision),
  machineAction(
    "Redeploy",
    "redeploy",
    "VirtualMachine_Redeploy_MaximumSet_Gen.json",
    (call, machine) => {
      // A machine that moves to another host starts there.
      noteRestart(call, machine);
      reprovision(call, machine);
    },
  ),
];

function powerAction(
  operation: string,
  action: string,
  state: PowerState,
  example: string,
): Operation {
  return machineAction(operation, action, example, (call, machine) => {
    notePower(call, machine, state);
    // Azure knows again how the machine is, whatever somebody did inside it.
    call.faults.mend("guest shut down", machine.id);
    if (action === "start") {
      retryExtensions(call, machine);
    }
  });
}

/** A POST that does something with the machine as it is when the time has come; it may have gone meanwhile. */
function machineAction(
  operation: string,
  action: string,
  example: string,
  finish: (call: Call, machine: StoredResource) => void,
): Operation {
  return resourceAction({
    type: virtualMachineType,
    id: `VirtualMachines_${operation}`,
    path: `${virtualMachinePath}/${action}`,
    action: `${virtualMachineType}/${action}/action`,
    witness: `${own}/${example}`,
    handle: (call, machine) =>
      compute202(call, machine, 30, () => {
        const now = call.estate.get(machine.id);
        if (now !== undefined) {
          finish(call, now);
        }
        return null;
      }),
  });
}
