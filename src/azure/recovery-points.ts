/** A point in time to which a replicated machine can be brought back. */
export interface RecoveryPointTime {
  readonly time: Date;
  /** In the words of `recoveryPointType`. */
  readonly type: "ApplicationConsistent" | "CrashConsistent";
}

/** Source: learn.microsoft.com site-recovery/azure-to-azure-common-questions. */
const crashConsistentEveryMinutes = 5;

const minute = 60_000;

/**
 * The recovery points that are there at a time, the latest first: crash-consistent ones every five
 * minutes, app-consistent ones as often as the policy says. The latest is always kept, the others for the
 * policy's retention. Source: learn.microsoft.com site-recovery/azure-to-azure-common-questions.
 *
 * @param times.from - When the machine became protected: the first point.
 * @param times.until - The time that is asked about, or the end of replication.
 * @param times.keptFrom - The time from which the retention reaches back. Defaults to `until`.
 * @param policy.appConsistentFrequencyInMinutes - `0` for none.
 */
export function recoveryPointsOf(
  times: { readonly from: Date; readonly until: Date; readonly keptFrom?: Date },
  policy: {
    readonly retentionInMinutes: number;
    readonly appConsistentFrequencyInMinutes: number;
  },
): RecoveryPointTime[] {
  const from = times.from.getTime();
  const until = times.until.getTime();
  if (until < from) {
    return [];
  }
  const kept = (times.keptFrom ?? times.until).getTime() - policy.retentionInMinutes * minute;
  const crash = multiples(from, crashConsistentEveryMinutes, kept, until);
  const frequency = policy.appConsistentFrequencyInMinutes;
  const app = new Set(
    frequency > 0
      ? multiples(from, frequency, kept, until).filter((time) => time !== from && time >= kept)
      : [],
  );
  const all = [...new Set([...crash, ...app])].sort((a, b) => b - a);
  return all.map((time) => ({
    time: new Date(time),
    type: app.has(time) ? "ApplicationConsistent" : "CrashConsistent",
  }));
}

/** Times since `from`, a fixed distance apart, that are not older than `kept`; at least the last. */
function multiples(from: number, everyMinutes: number, kept: number, until: number): number[] {
  const distance = everyMinutes * minute;
  const last = Math.floor((until - from) / distance);
  const first = Math.min(last, Math.max(0, Math.ceil((kept - from) / distance)));
  return Array.from({ length: last - first + 1 }, (_, i) => from + (first + i) * distance);
}
