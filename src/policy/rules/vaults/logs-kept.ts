import { vaultLogsFindings } from "../../../azure/vault-standards";
import { benchmark } from "../../benchmark";
import { NotYetKnown } from "../../model/reader";
import { vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const settingType = "Microsoft.Insights/diagnosticSettings";

export const logsKept = stackRule({
  id: "EVG-VAULT-026",
  title: "The logs of a vault are kept",
  severity: "low",
  why: "Without a diagnostic setting nobody can tell later who stopped a backup, or since when jobs have failed.",
  remediation: [
    "Add a `DiagnosticSetting` with the vault's id as `resourceUri`, and a workspace or a storage account.",
  ],
  withComponent: vaultSnippetWith(
    `diagnosticSettings: {
    logs: {
      workspaceId:
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/fleet",
    },
  }`,
  ),
  frameworks: [benchmark("LT-3")],
  tags: ["vaults", "monitoring"],
  references: ["learn.microsoft.com azure/backup/backup-azure-diagnostic-events"],
  parameters: {
    required: {
      type: "boolean",
      description: "Whether the stack must say where the logs of each vault go.",
      default: false,
    },
  },
  types: [vaultType],
  findings: (vault, stack, parameters) => {
    if (parameters.required !== true) {
      return [];
    }
    const hasSetting = stack.pointingAt(settingType, "resourceUri", vault).length > 0;
    if (!hasSetting && stack.undecided(settingType, "resourceUri", vaultType) !== undefined) {
      throw new NotYetKnown("resourceUri");
    }
    return vaultLogsFindings(hasSetting, "properties");
  },
});
