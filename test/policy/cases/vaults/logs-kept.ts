import { oneVault } from "../../fixtures-vaults";
import {
  ref,
  resource,
  type RuleCases,
  subscriptionId,
  without,
  withProperty,
} from "../../program";

const vaultId = `/subscriptions/${subscriptionId}/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/vault`;

const logs = resource("monitor:DiagnosticSetting", "logs", {
  name: "logs",
  resourceUri: ref("vault"),
  workspaceId:
    "/subscriptions/s/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/fleet",
  logs: [{ categoryGroup: "allLogs", enabled: true }],
});

export const cases: RuleCases = {
  rule: "EVG-VAULT-026",
  parameters: { required: true },
  compliant: [
    [
      ...withProperty(oneVault, "vault", "resourceGroupName", "fleet"),
      resource(logs.token, "logs", { ...logs.args, resourceUri: vaultId }),
    ],
    [...oneVault, logs],
  ],
  failing: [
    {
      title: "no setting",
      change: (program) => without(program, "logs"),
      resource: "vault",
      messages: [
        "properties: No diagnostic setting of the stack sends the vault's logs anywhere. Add a DiagnosticSetting whose resourceUri is the vault's id.",
      ],
    },
    {
      title: "a setting of something else",
      change: (program) => withProperty(program, "logs", "resourceUri", `${vaultId}-2`),
      messages: [
        "properties: No diagnostic setting of the stack sends the vault's logs anywhere. Add a DiagnosticSetting whose resourceUri is the vault's id.",
      ],
    },
  ],
  unknown: [{ resource: "logs", property: "resourceUri" }],
};
