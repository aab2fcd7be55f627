import { replicationAlertFindings } from "../../../azure/replication-standards";
import { replicatesMachines, vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";

const base = "properties.monitoringSettings.azureMonitorAlertSettings";
const paths = {
  replicationIssues: `${base}.alertsForAllReplicationIssues`,
  failoverIssues: `${base}.alertsForAllFailoverIssues`,
};

export const replicationAlerts = stackRule({
  id: "EVG-ASR-022",
  title: "Trouble with replication and failover raises alerts",
  severity: "medium",
  why: "Replication that stopped unseen is found out in the failover.",
  remediation: [
    'Set `alertsForAllReplicationIssues` and `alertsForAllFailoverIssues` to "Enabled" in the `azureMonitorAlertSettings` of the vault\'s `monitoringSettings`.',
  ],
  withComponent:
    'new RecoveryVault("fleet", { resourceGroupName: group.name, location: "westeurope" })',
  tags: ["site-recovery", "vaults", "monitoring"],
  references: ["learn.microsoft.com azure/site-recovery/monitor-site-recovery-alerts"],
  types: [vaultType],
  findings: (vault, stack) =>
    replicatesMachines(vault, stack)
      ? replicationAlertFindings(
          {
            replicationIssues: vault.inputs.text(paths.replicationIssues),
            failoverIssues: vault.inputs.text(paths.failoverIssues),
          },
          paths,
        )
      : [],
});
