/** Minutes without a recovery point after which Azure tells of it. Source: learn.microsoft.com site-recovery/azure-to-azure-troubleshoot-replication, error 153007. */
export const crashConsistentAlarmInMinutes = 60;

/** Words of `replicationHealth`, the best first. Source: Site Recovery API, `ProtectionHealth`. */
export const protectionHealths = ["None", "Normal", "Warning", "Critical"] as const;

export type ProtectionHealth = (typeof protectionHealths)[number];

/** What counts of a health error. */
export interface HealthErrorWords {
  /** A word of `HealthErrorCategory`. */
  readonly errorCategory: string;
  readonly errorLevel: string;
}

/** What is wrong with the replication of a machine. */
export type ReplicationSymptom =
  "no heartbeat" | "no recovery point" | "no application-consistent recovery point";

/** What a machine's silence is measured by, in minutes. */
export interface SilenceLimits {
  /** From when on a missing heartbeat is told; Microsoft publishes no number. */
  readonly heartbeatAlarmInMinutes: number;
  /** How often the policy wants application-consistent recovery points; `0` for never. */
  readonly appConsistentFrequencyInMinutes: number;
}

/**
 * What follows for its replication from a machine's silence.
 *
 * @param silentForInMinutes - Since when no heartbeat has come; `0` while they come.
 */
export function replicationSymptoms(
  silentForInMinutes: number,
  { heartbeatAlarmInMinutes, appConsistentFrequencyInMinutes }: SilenceLimits,
): ReplicationSymptom[] {
  const symptoms: ReplicationSymptom[] = [];
  if (silentForInMinutes >= heartbeatAlarmInMinutes) {
    symptoms.push("no heartbeat");
  }
  if (silentForInMinutes >= crashConsistentAlarmInMinutes) {
    symptoms.push("no recovery point");
  }
  if (
    appConsistentFrequencyInMinutes > 0 &&
    silentForInMinutes > 0 &&
    silentForInMinutes >= appConsistentFrequencyInMinutes
  ) {
    symptoms.push("no application-consistent recovery point");
  }
  return symptoms;
}

/**
 * The `replicationHealth` that follows from health errors. Only those of the category `Replication`
 * count: an old agent, for example, is a configuration issue beside it.
 * Source: learn.microsoft.com site-recovery/site-recovery-monitor-and-troubleshoot.
 */
export function replicationHealthOf(errors: readonly HealthErrorWords[]): ProtectionHealth {
  const levels = errors
    .filter(({ errorCategory }) => errorCategory === "Replication")
    .map(({ errorLevel }) => errorLevel);
  if (levels.includes("Error")) {
    return "Critical";
  }
  return levels.includes("Warning") ? "Warning" : "Normal";
}
