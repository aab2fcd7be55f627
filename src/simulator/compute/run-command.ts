import type { StoredResource } from "../estate";
import type { GuestCommand, GuestOutput } from "../guests";
import { asArray, asObject, asText } from "../json";
import { type Answer, ArmError, type Call, type Operation, type Platform } from "../operation";
import { resourceAction } from "../resource-manager/resource-type";
import { compute202 } from "./compute-action";
import { notRunning, requiredParameter } from "./compute-errors";
import { examples } from "./compute-work";
import { virtualMachinePath, virtualMachineType } from "./extensions";
import { operatingSystemOf } from "./patch-settings";
import { powerOf } from "./power-state";
import { agentAnswers, agentSilent, agentTimeoutInSeconds } from "./vm-agent";

const runningInSeconds = 30;

/** How much of what a script wrote is answered, in bytes. Source: learn.microsoft.com virtual-machines/run-command-overview. */
const mostOutputInBytes = 4096;

const systems = { RunPowerShellScript: "Windows", RunShellScript: "Linux" } as const;

/** Running a script inside a machine. */
export const runCommandOperations: Operation[] = [
  resourceAction({
    type: virtualMachineType,
    id: "VirtualMachines_RunCommand",
    path: `${virtualMachinePath}/runCommand`,
    action: `${virtualMachineType}/runCommand/action`,
    witness: `${examples}/runCommandExamples/VirtualMachineRunCommand.json`,
    handle: runCommand,
  }),
];

function runCommand(call: Call, machine: StoredResource): Answer {
  const command = readCommand(call, machine);
  if (powerOf(call, machine).state !== "running") {
    throw notRunning();
  }
  const until = busyUntil(call);
  const key = machine.id.toLowerCase();
  const now = call.clock.now().getTime();
  if (now < (until.get(key) ?? 0)) {
    throw conflict(
      "Run command extension execution is in progress. Please wait for completion before invoking a run command.",
    );
  }
  const seconds = takesCommands(call, machine) ? runningInSeconds : agentTimeoutInSeconds;
  until.set(key, now + seconds * 1000);
  return compute202(call, machine, seconds, () => {
    if (!takesCommands(call, machine)) {
      throw agentSilent(machine);
    }
    return { value: statusesOf(command, call.guests.run(machine.id, command)) };
  });
}

/** Refuses what no machine of this system can run. */
function readCommand(call: Call, machine: StoredResource): GuestCommand {
  const body = asObject(call.body);
  const commandId = asText(body.commandId);
  if (commandId === undefined) {
    throw requiredParameter("commandId");
  }
  if (commandId !== "RunPowerShellScript" && commandId !== "RunShellScript") {
    throw new ArmError(404, "NotFound", "The entity was not found in this Azure location.");
  }
  const system = operatingSystemOf(machine);
  if (systems[commandId] !== system) {
    throw conflict(
      `Run command OS type '${systems[commandId]}' does not match the target OS ${system}.`,
    );
  }
  const parameters = asArray(body.parameters).map((each) => {
    const { name, value } = asObject(each);
    return [asText(name) ?? "", asText(value) ?? ""];
  });
  return {
    commandId,
    script: asArray(body.script).map((line) => asText(line) ?? ""),
    parameters: Object.fromEntries(parameters) as Record<string, string>,
  };
}

/**
 * What came of a script; that it failed is told nowhere but in what it wrote. Source, on Windows:
 * VirtualMachineRunCommand.json; on Linux: Azure/azure-cli issues 32286 and 14425.
 */
function statusesOf(
  { commandId }: GuestCommand,
  { stdout = "", stderr = "" }: GuestOutput,
): object[] {
  const status = (code: string, message: string) => ({
    code,
    level: "Info",
    displayStatus: "Provisioning succeeded",
    message,
  });
  const [out, err] = [lastOf(stdout), lastOf(stderr)];
  return commandId === "RunPowerShellScript"
    ? [
        status("ComponentStatus/StdOut/succeeded", out),
        status("ComponentStatus/StdErr/succeeded", err),
      ]
    : [
        status(
          "ProvisioningState/succeeded",
          `Enable succeeded: \n[stdout]\n${out}\n[stderr]\n${err}`,
        ),
      ];
}

function lastOf(text: string): string {
  return Buffer.from(text).subarray(-mostOutputInBytes).toString();
}

/** An agent that hangs says that it is ready, and takes no work. */
function takesCommands(platform: Platform, machine: StoredResource): boolean {
  return agentAnswers(platform, machine) && !platform.faults.has("agent hangs", machine.id);
}

/** Until when a machine runs a script, in milliseconds since 1970: it runs one at a time. */
function busyUntil({ estate }: Platform): Map<string, number> {
  return estate.notes<number>("runs a command until");
}

function conflict(message: string): ArmError {
  return new ArmError(409, "Conflict", message);
}
