import { sides } from "../../fixtures-site-recovery";
import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const base = "properties.monitoringSettings.azureMonitorAlertSettings";

export const cases: RuleCases = {
  rule: "EVG-ASR-022",
  compliant: [
    [...oneVault, ...sides],
    // A vault that replicates nothing has nothing to tell of.
    withProperty(oneVault, "vault", base, undefined),
  ],
  failing: [
    {
      title: "alerts of replication that are off",
      change: (program) =>
        withProperty(program, "vault", `${base}.alertsForAllReplicationIssues`, "Disabled"),
      messages: [
        `${base}.alertsForAllReplicationIssues: It is "Disabled", so nothing says that trouble with a replication raises an alert. Set "Enabled".`,
      ],
    },
    {
      title: "nothing said of alerts",
      change: (program) => withProperty(program, "vault", base, undefined),
      messages: [
        `${base}.alertsForAllReplicationIssues: It is not set, so nothing says that trouble with a replication raises an alert. Set "Enabled".`,
        `${base}.alertsForAllFailoverIssues: It is not set, so nothing says that trouble with a failover raises an alert. Set "Enabled".`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: "properties.monitoringSettings" }],
};
