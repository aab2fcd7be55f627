import { agentReports } from "../compute/vm-agent";
import { powerOf } from "../compute/power-state";
import type { StoredResource } from "../estate";
import type { Platform } from "../operation";

/**
 * Whether a snapshot of a machine can be taken: its agent answers, or it is off, which makes a
 * crash-consistent recovery point.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout
 * (UserErrorGuestAgentStatusUnavailable), backup/backup-azure-vms-introduction (snapshot consistency).
 */
export function agentAnswers(platform: Platform, machine: StoredResource): boolean {
  return powerOf(platform, machine).state !== "running" || agentReports(platform, machine);
}
