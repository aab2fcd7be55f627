import { supportedReleases } from "./agent-support";
import { parseVersion } from "./dotted-version";

/*
 * Microsoft says that the mobility agent has a release each month, and publishes no dates ahead. The
 * releases here follow from the month alone, from one that is known: update rollup 74 of July 2024.
 * Sources: learn.microsoft.com site-recovery/azure-to-azure-autoupdate (monthly cadence),
 * site-recovery-whats-new (9.56.6879.1 to 9.62.7096.1),
 * concepts-azure-to-azure-high-churn-support (9.66.7640.1).
 */
const known = { year: 2024, month: 7, release: 62, build: 7096 };
const major = 9;
// Builds between two releases, as the known versions have them on average.
const buildsBetween = { before: 36, after: 136 };

/** Days before the end of an agent's support from which Azure tells of it. Source: learn.microsoft.com site-recovery/service-updates-how-to. */
const agentExpiryToldAheadInDays = 60;

/** One release of the mobility agent. */
export interface AgentRelease {
  /** For example `9.62.7096.1`. */
  readonly version: string;
  readonly releasedAt: Date;
}

/**
 * The newest release of the mobility agent at a time. Before the first of all, it is that one.
 *
 * @param dayOfMonth - Day on which a month's release appears, at 00:00 UTC: 1 to 28.
 */
export function newestAgentRelease(at: Date, dayOfMonth: number): AgentRelease {
  const months = (at.getUTCFullYear() - known.year) * 12 + at.getUTCMonth() + 1 - known.month;
  const release = known.release + months - (at.getUTCDate() < dayOfMonth ? 1 : 0);
  return agentRelease(Math.max(release, 1), dayOfMonth);
}

/**
 * When an agent is no longer supported: when the fifth release after it appears. `undefined` when its
 * release cannot be read from the version.
 * Source: learn.microsoft.com site-recovery/service-updates-how-to (versions below N-4).
 */
export function agentExpiry(version: string, dayOfMonth: number): Date | undefined {
  const [first, release] = parseVersion(version) ?? [];
  return first !== major || release === undefined
    ? undefined
    : agentRelease(release + supportedReleases + 1, dayOfMonth).releasedAt;
}

/** When Azure begins to tell that an agent's support ends. */
export function agentExpiryToldFrom(expiry: Date): Date {
  return new Date(expiry.getTime() - agentExpiryToldAheadInDays * 86_400_000);
}

/** How an agent stands to the end of its support at a time. */
export function agentExpiryState(expiry: Date, at: Date): "supported" | "expiring" | "expired" {
  if (expiry <= at) {
    return "expired";
  }
  return agentExpiryToldFrom(expiry) <= at ? "expiring" : "supported";
}

function agentRelease(release: number, dayOfMonth: number): AgentRelease {
  const steps = release - known.release;
  const build = known.build + steps * (steps < 0 ? buildsBetween.before : buildsBetween.after);
  return {
    version: `${major}.${release}.${build}.1`,
    releasedAt: new Date(Date.UTC(known.year, known.month - 1 + steps, dayOfMonth)),
  };
}
