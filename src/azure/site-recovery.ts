import { propertyPath, type Finding } from "./finding";
import { normalizeRegion } from "./regions";

export {
  accountIdentityFindings,
  accountSubscriptionFindings,
  authenticationTypes,
  legacyRunAsFindings,
  otherAccountFindings,
} from "./agent-updater-account";

// Source of these three: learn.microsoft.com site-recovery/azure-to-azure-common-questions.
const longestRetentionInMinutes = 15 * 24 * 60;
const shortestAppConsistentFrequencyInMinutes = 60;
const fixedCrashConsistentFrequencyInMinutes = 5;

/**
 * Refuses a pair between which nothing can be replicated: one region without two different zones,
 * or two regions with zones. A target region that is left out is the source region.
 */
export function replicationRegionFindings(
  pair: {
    readonly sourceRegion: string;
    readonly targetRegion?: string | undefined;
    readonly sourceZone?: string | undefined;
    readonly targetZone?: string | undefined;
  },
  basePath: string,
): Finding[] {
  const { sourceRegion, sourceZone, targetZone } = pair;
  const targetRegion = pair.targetRegion ?? sourceRegion;
  if (normalizeRegion(sourceRegion) !== normalizeRegion(targetRegion)) {
    return (["sourceZone", "targetZone"] as const).flatMap((property) => {
      const zone = pair[property];
      return zone === undefined
        ? []
        : [
            error(
              "EVG-ASR-004",
              propertyPath(basePath, property),
              `${property} is "${zone}", but zones are for replication inside one region, and this goes from "${sourceRegion}" to "${targetRegion}".`,
              `Leave ${property} out, or leave targetRegion out.`,
            ),
          ];
    });
  }
  if (sourceZone === undefined && targetZone === undefined) {
    return [
      error(
        "EVG-ASR-001",
        propertyPath(basePath, "targetRegion"),
        pair.targetRegion === undefined
          ? `Replication from "${sourceRegion}" has neither a target region nor zones.`
          : `The source and the target region are both "${sourceRegion}", and no zones are given.`,
        "Give another target region, or a source zone and a different target zone.",
      ),
    ];
  }
  if (sourceZone === undefined || targetZone === undefined) {
    const missing = sourceZone === undefined ? "sourceZone" : "targetZone";
    return [
      error(
        "EVG-ASR-002",
        propertyPath(basePath, missing),
        `Replication inside "${sourceRegion}" needs two zones, and ${missing} is not given.`,
        `Give ${missing}.`,
      ),
    ];
  }
  if (sourceZone === targetZone) {
    return [
      error(
        "EVG-ASR-003",
        propertyPath(basePath, "targetZone"),
        `The source and the target zone are both "${sourceZone}".`,
        "Give a different target zone.",
      ),
    ];
  }
  return [];
}

/**
 * Refuses a vault in the region that it must outlive. Between zones of one region the vault may
 * stand anywhere. Source: learn.microsoft.com site-recovery/azure-to-azure-tutorial-enable-replication.
 */
export function vaultRegionFindings(
  place: {
    readonly vaultRegion: string;
    readonly sourceRegion: string;
    readonly targetRegion?: string | undefined;
  },
  path: string,
): Finding[] {
  const source = normalizeRegion(place.sourceRegion);
  const target = normalizeRegion(place.targetRegion ?? place.sourceRegion);
  if (source === target || normalizeRegion(place.vaultRegion) !== source) {
    return [];
  }
  return [
    error(
      "EVG-ASR-005",
      path,
      `The vault stands in "${place.vaultRegion}", the region that is replicated: when that region fails, nothing could be failed over.`,
      `Use a vault in another region, best in "${target}".`,
    ),
  ];
}

/**
 * What is wrong with a replication policy. All times are in minutes. A retention of `0` keeps only the
 * latest point, an app-consistent frequency of `0` makes no app-consistent points.
 */
export function replicationPolicyFindings(
  policy: {
    readonly recoveryPointRetentionInMinutes?: number | undefined;
    readonly crashConsistentFrequencyInMinutes?: number | undefined;
    readonly appConsistentFrequencyInMinutes?: number | undefined;
  },
  basePath: string,
): Finding[] {
  const times = [
    "recoveryPointRetentionInMinutes",
    "crashConsistentFrequencyInMinutes",
    "appConsistentFrequencyInMinutes",
  ] as const;
  const findings: Finding[] = [];
  const whole = (property: (typeof times)[number]) => {
    const minutes = policy[property];
    if (minutes === undefined || (Number.isInteger(minutes) && minutes >= 0)) {
      return minutes;
    }
    findings.push(
      error(
        "EVG-ASR-006",
        propertyPath(basePath, property),
        `${property} is ${minutes}, which is not a whole number of minutes.`,
        "Give a whole number, 0 or more.",
      ),
    );
    return undefined;
  };
  const [retention, crashConsistent, appConsistent] = times.map(whole);
  if (retention !== undefined && retention > longestRetentionInMinutes) {
    findings.push(
      error(
        "EVG-ASR-007",
        propertyPath(basePath, "recoveryPointRetentionInMinutes"),
        `recoveryPointRetentionInMinutes is ${retention}, above the ${longestRetentionInMinutes} (15 days) for which recovery points of managed disks are kept at most.`,
        `Give at most ${longestRetentionInMinutes}.`,
      ),
    );
  }
  if (retention !== undefined && appConsistent !== undefined && appConsistent > retention) {
    findings.push(
      error(
        "EVG-ASR-008",
        propertyPath(basePath, "appConsistentFrequencyInMinutes"),
        `appConsistentFrequencyInMinutes is ${appConsistent}, above the retention of ${retention}: each app-consistent recovery point would be gone before the next one is made.`,
        "Give a frequency within the retention, or 0 for no app-consistent recovery points, or keep recovery points longer.",
      ),
    );
  }
  if (
    appConsistent !== undefined &&
    appConsistent > 0 &&
    appConsistent < shortestAppConsistentFrequencyInMinutes
  ) {
    findings.push(
      error(
        "EVG-ASR-010",
        propertyPath(basePath, "appConsistentFrequencyInMinutes"),
        `appConsistentFrequencyInMinutes is ${appConsistent}, but app-consistent recovery points are made once in ${shortestAppConsistentFrequencyInMinutes} minutes at most.`,
        `Give ${shortestAppConsistentFrequencyInMinutes} or more, or 0 for no app-consistent recovery points.`,
      ),
    );
  }
  if (crashConsistent !== undefined && crashConsistent !== fixedCrashConsistentFrequencyInMinutes) {
    findings.push({
      ruleId: "EVG-ASR-011",
      severity: "warning",
      propertyPath: propertyPath(basePath, "crashConsistentFrequencyInMinutes"),
      message: `crashConsistentFrequencyInMinutes is ${crashConsistent}, but crash-consistent recovery points are made every ${fixedCrashConsistentFrequencyInMinutes} minutes, which cannot be changed.`,
      fix: `Leave it at ${fixedCrashConsistentFrequencyInMinutes}.`,
    });
  }
  return findings;
}

/**
 * Refuses agent auto-update for a vault that is reached through private endpoints. Source:
 * learn.microsoft.com site-recovery/hybrid-how-to-enable-replication-private-endpoints; the pages on
 * replication between Azure regions do not speak of it.
 */
export function privateEndpointFindings(
  vault: { readonly vaultId: string; readonly privateEndpointCount: number },
  path: string,
): Finding[] {
  const { vaultId, privateEndpointCount } = vault;
  if (privateEndpointCount === 0) {
    return [];
  }
  const endpoints =
    privateEndpointCount === 1 ? "1 private endpoint" : `${privateEndpointCount} private endpoints`;
  return [
    error(
      "EVG-ASR-009",
      path,
      `The vault "${vaultId}" has ${endpoints}, with which agent auto-update does not work.`,
      "Leave agent updates manual, or use a vault without private endpoints.",
    ),
  ];
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
