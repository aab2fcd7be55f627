import { backupAlertFindings } from "../../../azure/vault-standards";
import { withProperty } from "../../model/with-property";
import { vaultType } from "../../readings/recovery-vault";
import { resourceRule } from "../../rule";
import { vaultSnippet } from "./with-component";

const path = "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures";

export const backupAlerts = resourceRule({
  id: "EVG-VAULT-027",
  title: "A backup that fails raises an alert",
  severity: "medium",
  why: "A backup that fails unseen is found out when it is to be restored.",
  remediation: [
    'Set `monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } }` in the vault\'s `properties`.',
  ],
  withComponent: vaultSnippet,
  tags: ["vaults", "backup", "monitoring"],
  references: ["learn.microsoft.com azure/backup/backup-azure-monitoring-built-in-monitor"],
  types: [vaultType],
  findings: (vault) => backupAlertFindings(vault.inputs.text(path), path),
  remediate: (properties) => withProperty(properties, path, "Enabled"),
});
