import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import type { Platform } from "../operation";

/**
 * Whether a machine runs and its agent answers, so that a snapshot can be asked for.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout
 * (UserErrorGuestAgentStatusUnavailable).
 */
export function agentAnswers(platform: Platform, machine: StoredResource): boolean {
  const profile = asObject(valueAt(machine, "properties.osProfile"));
  const configuration = asObject(profile.windowsConfiguration ?? profile.linuxConfiguration);
  const created = new Date(asText(valueAt(machine, "properties.timeCreated")) ?? "").getTime();
  const age = platform.clock.now().getTime() - created;
  return (
    configuration.provisionVMAgent !== false &&
    age >= platform.assumptions.agentStartsInSeconds * 1000 &&
    !platform.faults.has("agent silent", machine.id)
  );
}
