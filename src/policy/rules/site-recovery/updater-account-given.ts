import { updaterAccountFindings } from "../../../azure/agent-auto-update";
import {
  agentAutoUpdatePaths,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";
import { autoUpdatePage, siteRecoverySnippet } from "./with-component";

export const updaterAccountGiven = resourceRule({
  id: "EVG-AUTOMATION-005",
  title: "Agent auto-update has an automation account",
  severity: "critical",
  why: "Site Recovery updates agents by runbooks of an automation account, and refuses to do so without one.",
  remediation: ["Set `automationAccountArmId` in the mapping's `providerSpecificInput`."],
  withComponent: siteRecoverySnippet,
  tags: ["site-recovery", "automation"],
  references: [autoUpdatePage],
  types: updaterTypes,
  findings: (setting) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const { automationAccountId: path } = agentAutoUpdatePaths(setting);
    const isAccountGiven =
      setting.inputs.isUnknown(path) || (setting.inputs.text(path) ?? "") !== "";
    return updaterAccountFindings({ status: "Enabled", isAccountGiven }, path);
  },
});
