import type { StoredResource } from "../estate";
import { asObject, valueAt } from "../json";
import { ArmError, type Platform } from "../operation";
import { powerOf } from "./power-state";

/** How long Azure waits for an agent that does not report. Source: Azure/azure-xplat-cli issue 2794 and Azure/azure-powershell issue 5741 (both 25 minutes and some seconds). */
export const agentTimeoutInSeconds = 1525;

/** What keeps an agent from reporting. */
const silencing = ["agent silent", "guest shut down", "no DHCP"] as const;

/** Since when a machine's agent has been silent; `undefined` when nothing silences it. */
export function silentSince(platform: Platform, machine: StoredResource): Date | undefined {
  return silencing
    .map((fault) => platform.faults.since(fault, machine.id))
    .find((since) => since !== undefined);
}

/** Whether a machine has an agent that answers, though it may not have come up yet. */
export function agentAnswers(platform: Platform, machine: StoredResource): boolean {
  const profile = asObject(valueAt(machine, "properties.osProfile"));
  const configuration = asObject(profile.windowsConfiguration ?? profile.linuxConfiguration);
  return (
    powerOf(platform, machine).state === "running" &&
    silentSince(platform, machine) === undefined &&
    configuration.provisionVMAgent !== false
  );
}

/** Whether a machine runs, has an agent, and that has come up and is not silent. */
export function agentReports(platform: Platform, machine: StoredResource): boolean {
  const { since } = powerOf(platform, machine);
  const age = platform.clock.now().getTime() - new Date(since).getTime();
  return agentAnswers(platform, machine) && age >= platform.assumptions.agentStartsInSeconds * 1000;
}

/** How work ends that needs an agent which does not report. Text: learn.microsoft.com virtual-machines/error-messages. */
export function agentSilent(machine: StoredResource): ArmError {
  return new ArmError(
    409,
    "VMAgentStatusCommunicationError",
    `VM '${machine.name}' has not reported status for VM agent or extensions. Please verify the VM has ` +
      "a running VM agent, and can establish outbound connections to Azure storage.",
  );
}
