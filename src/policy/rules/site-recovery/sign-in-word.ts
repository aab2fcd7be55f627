import { authenticationTypeFindings } from "../../../azure/agent-auto-update";
import {
  agentAutoUpdatePaths,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";
import { autoUpdatePage, siteRecoverySnippet } from "./with-component";

export const signInWord = resourceRule({
  id: "EVG-AUTOMATION-006",
  title: "How Site Recovery signs in is said in a word that it knows",
  severity: "critical",
  why: "Site Recovery knows two ways of signing in to an automation account, and a user-assigned identity is neither.",
  remediation: [
    'Set `automationAccountAuthenticationType: "SystemAssignedIdentity"` in the mapping\'s `providerSpecificInput`.',
  ],
  withComponent: siteRecoverySnippet,
  tags: ["site-recovery", "automation"],
  references: [autoUpdatePage],
  types: updaterTypes,
  findings: (setting) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const { authenticationType: path } = agentAutoUpdatePaths(setting);
    const word = setting.inputs.text(path);
    return word === undefined ? [] : authenticationTypeFindings(word, path);
  },
});
