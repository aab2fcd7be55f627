import {
  accountLogCategories,
  uncollectedLogFindings,
} from "../../../azure/automation-account-standards";
import { benchmark } from "../../benchmark";
import { NotYetKnown } from "../../model/reader";
import { automationAccountType } from "../../readings/agent-auto-update";
import { diagnosticSettingType } from "../../readings/automation";
import { stackRule } from "../../rule";

export const logsCollected = stackRule({
  id: "EVG-AUTOMATION-035",
  title: "The logs of an automation account are collected, where that is asked for",
  severity: "low",
  why: "Azure keeps the output of jobs for 30 days; who changed the account, and what its runbooks did before, is then gone.",
  remediation: [
    "Add an `azure-native:monitor:DiagnosticSetting` whose `resourceUri` is the account's id and whose `logs` enable the categories.",
  ],
  withComponent:
    'new AutomationAccount("updater", { resourceGroupName: group.name, diagnosticSettings: { logs: { workspaceId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/logs" } } })',
  frameworks: [benchmark("LT-3")],
  tags: ["automation", "logging"],
  references: ["learn.microsoft.com azure/automation/automation-manage-send-joblogs-log-analytics"],
  types: [automationAccountType],
  parameters: {
    logCategories: {
      type: "array",
      description: "Categories of logs that a diagnostic setting of the stack has to collect.",
      default: [],
      items: { type: "string", enum: accountLogCategories },
    },
  },
  findings: (account, stack, parameters) => {
    const wanted = parameters.logCategories as readonly string[];
    if (wanted.length === 0) {
      return [];
    }
    const settings = stack.pointingAt(diagnosticSettingType, "resourceUri", account);
    const logs = settings.flatMap(({ inputs }) =>
      inputs.objects("logs").map((log) => ({
        category: log.text("category"),
        categoryGroup: log.text("categoryGroup"),
        enabled: log.flag("enabled") ?? false,
      })),
    );
    const findings = uncollectedLogFindings(logs, wanted, "id");
    if (
      findings.length > 0 &&
      stack.undecided(diagnosticSettingType, "resourceUri", automationAccountType) !== undefined
    ) {
      throw new NotYetKnown("id");
    }
    return findings;
  },
});
