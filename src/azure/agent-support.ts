import { parseVersion } from "./dotted-version";
import type { Finding } from "./finding";

/** How many releases the newest agent may be ahead of a supported one. */
export const supportedReleases = 4;

export interface AgentSupport {
  /** How many releases the newest agent is ahead; `0` when the agent is the newest. */
  readonly releasesBehind: number;
  /** Whether the agent is at most four releases old. */
  readonly supported: boolean;
  /** Releases to install one after another, the newest last; an update may skip at most three. */
  readonly updatePath: readonly string[];
}

/**
 * How a mobility agent stands to the newest one. Releases are counted by the second number of a
 * version: from `9.16` to `9.24` the way is `9.20`, `9.24`. Answers `undefined` when a version cannot
 * be read or the first numbers differ, for then releases cannot be counted.
 * Source: learn.microsoft.com site-recovery/service-updates-how-to.
 */
export function agentSupport(agent: {
  readonly version: string;
  readonly latest: string;
}): AgentSupport | undefined {
  const releasesBehind = releasesBetween(agent.version, agent.latest);
  if (releasesBehind === undefined) {
    return undefined;
  }
  const [major = 0, release = 0] = parseVersion(agent.version) ?? [];
  const updatePath: string[] = [];
  for (let step = supportedReleases; step < releasesBehind; step += supportedReleases) {
    updatePath.push(`${major}.${release + step}`);
  }
  return {
    releasesBehind: Math.max(releasesBehind, 0),
    supported: releasesBehind <= supportedReleases,
    updatePath: releasesBehind > 0 ? [...updatePath, agent.latest] : [],
  };
}

/**
 * Whether an update must be followed by a restart of the machine: when it is more than four releases
 * from the agent that ran at the last one. `undefined` as with {@linkcode agentSupport}.
 */
export function restartNeeded(update: {
  readonly versionAtLastRestart: string;
  readonly version: string;
}): boolean | undefined {
  const releases = releasesBetween(update.versionAtLastRestart, update.version);
  return releases === undefined ? undefined : releases > supportedReleases;
}

/** Warns of an agent that Microsoft no longer supports, or whose age cannot be told. */
export function agentSupportFindings(
  agent: { readonly version: string; readonly latest: string },
  path: string,
): Finding[] {
  const support = agentSupport(agent);
  if (support === undefined) {
    return [
      {
        ruleId: "EVG-ASR-012",
        severity: "warning",
        propertyPath: path,
        message: `How old mobility agent "${agent.version}" is beside "${agent.latest}" cannot be told from the two versions.`,
        fix: "Check in the vault whether an update is available.",
      },
    ];
  }
  if (support.supported) {
    return [];
  }
  return [
    {
      ruleId: "EVG-ASR-013",
      severity: "warning",
      propertyPath: path,
      message: `Mobility agent ${agent.version} is ${support.releasesBehind} releases behind ${agent.latest}, and no more than ${supportedReleases} are supported.`,
      fix: `Update it step by step: ${support.updatePath.join(", then ")}.`,
    },
  ];
}

function releasesBetween(from: string, to: string): number | undefined {
  const [fromMajor, fromRelease] = parseVersion(from) ?? [];
  const [toMajor, toRelease] = parseVersion(to) ?? [];
  if (fromMajor === undefined || fromMajor !== toMajor) {
    return undefined;
  }
  return fromRelease === undefined || toRelease === undefined ? undefined : toRelease - fromRelease;
}
