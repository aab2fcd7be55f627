import { updaterAccountIdFindings } from "../../../azure/agent-update-standards";
import {
  agentAutoUpdatePaths,
  automationAccountType,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { stackRule } from "../../rule";
import { autoUpdatePage, ownAccountSnippet } from "./with-component";

export const updaterAccountId = stackRule({
  id: "EVG-AGENT-011",
  title: "The account that updates agents is named by its id",
  severity: "critical",
  why: "Site Recovery looks the account up by its whole id; a name, or the id of something else, finds nothing.",
  remediation: [
    "Set `automationAccountArmId` to the `id` of an `AutomationAccount`, or to its id in Azure.",
  ],
  withComponent: ownAccountSnippet,
  tags: ["site-recovery", "automation"],
  references: [autoUpdatePage],
  types: updaterTypes,
  findings: (setting, stack) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const { automationAccountId: path } = agentAutoUpdatePaths(setting);
    const account = stack.target(setting, path, automationAccountType);
    return account.kind === "elsewhere" ? updaterAccountIdFindings(account.id, path) : [];
  },
});
