import { retentionStandardFindings } from "../../../azure/backup-standards";
import { benchmark } from "../../benchmark";
import { machinePolicyOf, policyType } from "../../readings/backup-policy";
import { resourceRule } from "../../rule";

export const retentionLongEnough = resourceRule({
  id: "EVG-BACKUP-061",
  title: "Daily or weekly recovery points are kept long enough",
  severity: "medium",
  why: "What was lost or encrypted unnoticed is often found out only weeks later, when the last good recovery point is gone.",
  remediation: [
    "Set `retentionPolicy.dailySchedule.retentionDuration.count` to the minimum or more; for a weekly schedule the count of `weeklySchedule` in weeks.",
  ],
  withComponent:
    'new BackupPolicy("nightly", { vaultId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/backups", dailyRetentionInDays: 30 })',
  frameworks: [benchmark("BR-1")],
  tags: ["backup"],
  references: ["learn.microsoft.com azure/backup/backup-support-matrix-iaas"],
  parameters: {
    minimumDailyRetentionInDays: {
      type: "integer",
      description:
        "Days for which daily recovery points are kept at least; weekly ones for as many weeks as hold them.",
      default: 30,
      minimum: 7,
      maximum: 9999,
    },
  },
  types: [policyType],
  findings: (resource, { minimumDailyRetentionInDays }) => {
    const policy = machinePolicyOf(resource);
    return policy === undefined
      ? []
      : retentionStandardFindings(
          policy,
          Number(minimumDailyRetentionInDays),
          "properties.retentionPolicy",
        );
  },
});
