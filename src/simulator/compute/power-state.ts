import type { StoredResource } from "../estate";
import { asText, type JsonObject, valueAt } from "../json";
import type { Answer, Call, Operation, Platform } from "../operation";
import { resourceAction } from "../resource-manager/resource-type";
import { examples } from "./compute-work";
import { compute202 } from "./compute-action";
import { virtualMachinePath, virtualMachineType } from "./extensions";

const own = `${examples}/virtualMachineExamples`;

/** Whether a machine runs. Source: learn.microsoft.com virtual-machines/states-billing. */
export type PowerState = "running" | "stopped" | "deallocated";

interface PowerNote {
  readonly state: PowerState;
  /** ISO date and time since when. */
  readonly since: string;
}

const words: Readonly<Record<PowerState, string>> = {
  running: "VM running",
  stopped: "VM stopped",
  deallocated: "VM deallocated",
};

/** What a machine's power is; one that was never stopped runs since it was made. */
export function powerOf(platform: Platform, machine: StoredResource): PowerNote {
  const created = asText(valueAt(machine, "properties.timeCreated")) ?? "";
  const noted = notesOf(platform).get(machine.id.toLowerCase());
  return noted ?? { state: "running", since: created };
}

/** The status of a machine's power in its instance view. */
export function powerStatus(platform: Platform, machine: StoredResource): JsonObject {
  const { state } = powerOf(platform, machine);
  return { code: `PowerState/${state}`, level: "Info", displayStatus: words[state] };
}

export function forgetPower(platform: Platform, machine: StoredResource): void {
  notesOf(platform).delete(machine.id.toLowerCase());
}

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
];

function powerAction(
  operation: string,
  action: string,
  state: PowerState,
  example: string,
): Operation {
  return resourceAction({
    type: virtualMachineType,
    id: `VirtualMachines_${operation}`,
    path: `${virtualMachinePath}/${action}`,
    action: `${virtualMachineType}/${action}/action`,
    witness: `${own}/${example}`,
    handle: (call, machine) => changePower(call, machine, state),
  });
}

function changePower(call: Call, machine: StoredResource, state: PowerState): Answer {
  return compute202(call, machine, 30, () => {
    setPower(call, machine, state);
    return null;
  });
}

/** A machine is started or stopped. */
export function setPower(platform: Platform, machine: StoredResource, state: PowerState): void {
  const since = platform.clock.now().toISOString();
  notesOf(platform).set(machine.id.toLowerCase(), { state, since });
}

function notesOf(platform: Platform): Map<string, PowerNote> {
  return platform.estate.notes<PowerNote>("power of machines");
}
