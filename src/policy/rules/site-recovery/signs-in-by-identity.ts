import { authenticationTypes, legacyRunAsFindings } from "../../../azure/agent-updater-account";
import { benchmark } from "../../benchmark";
import {
  agentAutoUpdatePaths,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { resourceRule } from "../../rule";
import { autoUpdatePage, siteRecoverySnippet } from "./with-component";

export const signsInByIdentity = resourceRule({
  id: "EVG-AUTOMATION-004",
  title: "Site Recovery signs in to the automation account by its identity",
  severity: "high",
  why: "Site Recovery takes a Run As account where nothing is said. These were retired in 2023: when the certificate ends, no agent is updated any more.",
  remediation: [
    'Set `automationAccountAuthenticationType: "SystemAssignedIdentity"` in the mapping\'s `providerSpecificInput`.',
    "Give the account's system-assigned identity its role on the vault first.",
  ],
  withComponent: siteRecoverySnippet,
  frameworks: [benchmark("IM-3")],
  tags: ["site-recovery", "automation", "run-as"],
  references: [
    autoUpdatePage,
    "learn.microsoft.com azure/automation/migrate-run-as-accounts-managed-identity",
  ],
  types: updaterTypes,
  findings: (setting) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const { authenticationType: path } = agentAutoUpdatePaths(setting);
    const given = setting.inputs.text(path);
    // Our provider always says how, azure-native only what it is told.
    const isRunAs =
      given === undefined ? !setting.isEvergreen : given === authenticationTypes.runAs;
    return isRunAs ? legacyRunAsFindings(path, given !== undefined) : [];
  },
});
