import type { Finding } from "./finding";

/** Months that a recovery point is kept in the vault before it can be moved to the archive. */
const fewestMonthsInVault = 3;

/** Months that a recovery point must still be kept when it is moved. */
const fewestMonthsInArchive = 6;

/**
 * Warns of an archive for a vault that keeps its data in several zones, which has none.
 *
 * Source: learn.microsoft.com backup/archive-tier-support.
 */
export function archiveRedundancyFindings(redundancy: string, propertyPath: string): Finding[] {
  return redundancy === "ZoneRedundant"
    ? [
        {
          ruleId: "EVG-BACKUP-049",
          severity: "warning",
          propertyPath,
          message:
            "Recovery points are to be moved to the archive, but a zone-redundant vault has none.",
          fix: "Use a vault with another redundancy, or leave the archive out.",
        },
      ]
    : [];
}

/**
 * Refuses a move to the archive that no recovery point can make: only monthly and yearly ones are moved.
 *
 * Source: learn.microsoft.com backup/archive-tier-support.
 */
export function archiveFindings(
  policy: {
    readonly afterMonths: number;
    readonly monthlyRetentionInMonths: number;
    readonly yearlyRetentionInYears: number;
  },
  propertyPath: string,
): Finding[] {
  const { afterMonths } = policy;
  if (!Number.isInteger(afterMonths) || afterMonths < fewestMonthsInVault) {
    return [
      {
        ruleId: "EVG-BACKUP-022",
        severity: "error",
        propertyPath,
        message: `Recovery points are to be moved to the archive after ${afterMonths} months, but they stay in the vault for at least ${fewestMonthsInVault} whole months.`,
        fix: `Give a whole number from ${fewestMonthsInVault}.`,
      },
    ];
  }
  const longest = Math.max(policy.monthlyRetentionInMonths, policy.yearlyRetentionInYears * 12);
  const needed = afterMonths + fewestMonthsInArchive;
  return longest >= needed
    ? []
    : [
        {
          ruleId: "EVG-BACKUP-023",
          severity: "error",
          propertyPath,
          message: `Recovery points are to be moved to the archive after ${afterMonths} months, but no monthly or yearly one is kept for ${needed} months, and only those that are kept ${fewestMonthsInArchive} months longer are moved.`,
          fix: `Keep monthly or yearly recovery points for at least ${needed} months, or leave the archive out.`,
        },
      ];
}
