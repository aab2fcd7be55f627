import { oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures";

export const cases: RuleCases = {
  rule: "EVG-VAULT-027",
  compliant: [oneVault],
  failing: [
    {
      title: "alerts that are off",
      change: (program) => withProperty(program, "vault", path, "Disabled"),
      messages: [
        `${path}: It is "Disabled", so nothing says that a backup that fails raises an alert. Set "Enabled".`,
      ],
    },
    {
      title: "nothing said of alerts",
      change: (program) => withProperty(program, "vault", path, undefined),
      messages: [
        `${path}: It is not set, so nothing says that a backup that fails raises an alert. Set "Enabled".`,
      ],
    },
  ],
  unknown: [{ resource: "vault", property: path }],
};
