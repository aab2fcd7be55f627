import { errorFinding, type Finding } from "./finding";
import { normalizeRegion } from "./regions";

/** Asks that a machine is replicated. */
export function machineReplicatedFindings(isReplicated: boolean, path: string): Finding[] {
  return isReplicated
    ? []
    : [
        errorFinding(
          "EVG-ASR-020",
          path,
          "Nothing in the stack replicates the machine, so it is lost with its region or zone.",
          "Replicate it with Site Recovery.",
        ),
      ];
}

/**
 * Asks that a failover was tried not long ago. `lastTest` is Azure's time in ISO 8601; what is no time
 * is left alone. Source: learn.microsoft.com site-recovery/azure-to-azure-tutorial-dr-drill.
 */
export function testFailoverFindings(
  lastTest: string,
  most: { readonly days: number; readonly now: Date },
  path: string,
): Finding[] {
  const time = Date.parse(lastTest);
  const age = (most.now.getTime() - time) / (24 * 60 * 60 * 1000);
  return Number.isNaN(time) || age <= most.days
    ? []
    : [
        errorFinding(
          "EVG-ASR-021",
          path,
          `The last test failover that went well was on ${lastTest.slice(0, 10)}, more than ${most.days} days ago.`,
          "Run a test failover and clean it up.",
        ),
      ];
}

/** Asks for an alert for each trouble with replication, and with failover. Source: learn.microsoft.com site-recovery/monitor-site-recovery-alerts. */
export function replicationAlertFindings(
  alerts: {
    readonly replicationIssues: string | undefined;
    readonly failoverIssues: string | undefined;
  },
  paths: { readonly replicationIssues: string; readonly failoverIssues: string },
): Finding[] {
  return (["replicationIssues", "failoverIssues"] as const).flatMap((kind) => {
    const state = alerts[kind];
    const trouble = kind === "replicationIssues" ? "a replication" : "a failover";
    return state === "Enabled"
      ? []
      : [
          errorFinding(
            "EVG-ASR-022",
            paths[kind],
            `It is ${state === undefined ? "not set" : `"${state}"`}, so nothing says that trouble with ${trouble} raises an alert.`,
            'Set "Enabled".',
          ),
        ];
  });
}

/** Refuses a cache in another region than the machine. Source: learn.microsoft.com site-recovery/azure-to-azure-support-matrix. */
export function cacheRegionFindings(
  cache: {
    readonly account: string;
    readonly accountRegion: string;
    readonly sourceRegion: string;
  },
  path: string,
): Finding[] {
  const { account, accountRegion, sourceRegion } = cache;
  return normalizeRegion(accountRegion) === normalizeRegion(sourceRegion)
    ? []
    : [
        errorFinding(
          "EVG-REPLICA-020",
          path,
          `The cache storage account "${account}" stands in "${accountRegion}", the machine in "${sourceRegion}".`,
          `Use a storage account in "${sourceRegion}".`,
        ),
      ];
}
