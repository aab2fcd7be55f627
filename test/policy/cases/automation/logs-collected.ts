import { automationAccount, group } from "../../fixtures";
import { type RuleCases, ref, resource, withArgs, withProperty, without } from "../../program";

const setting = resource("monitor:DiagnosticSetting", "logs", {
  name: "logs",
  resourceUri: ref("account"),
  workspaceId: "/subscriptions/s/workspace",
  logs: [
    { category: "JobLogs", enabled: true },
    { categoryGroup: "audit", enabled: true },
  ],
});

export const cases: RuleCases = {
  rule: "EVG-AUTOMATION-035",
  compliant: [
    [group, automationAccount, setting],
    withArgs([group, automationAccount, setting], "logs", {
      logs: [{ categoryGroup: "allLogs", enabled: true }],
    }),
  ],
  failing: [
    {
      title: "no diagnostic setting",
      change: (program) => without(program, "logs"),
      messages: [
        "id: No diagnostic setting of the stack collects JobLogs, AuditEvent of the automation account. Add a diagnostic setting whose resourceUri is the account's id and whose logs enable them.",
      ],
    },
    {
      title: "a category that is switched off",
      change: (program) => withProperty(program, "logs", "logs[0].enabled", false),
      messages: [
        "id: No diagnostic setting of the stack collects JobLogs of the automation account. Add a diagnostic setting whose resourceUri is the account's id and whose logs enable them.",
      ],
    },
    {
      title: "the setting of something else",
      change: (program) =>
        withArgs(program, "logs", {
          resourceUri:
            "/subscriptions/s/resourceGroups/r/providers/Microsoft.Automation/automationAccounts/other",
        }),
      messages: [
        "id: No diagnostic setting of the stack collects JobLogs, AuditEvent of the automation account. Add a diagnostic setting whose resourceUri is the account's id and whose logs enable them.",
      ],
    },
  ],
  unknown: [{ resource: "logs", property: "logs" }],
  parameters: { logCategories: ["JobLogs", "AuditEvent"] },
};
