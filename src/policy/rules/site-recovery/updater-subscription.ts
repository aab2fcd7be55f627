import { accountSubscriptionFindings } from "../../../azure/agent-updater-account";
import { subscriptionScope } from "../../../azure/resource-id";
import {
  agentAutoUpdatePaths,
  automationAccountType,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { holdingVault } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { autoUpdatePage, siteRecoverySnippet } from "./with-component";

export const updaterSubscription = stackRule({
  id: "EVG-AUTOMATION-001",
  title: "The account that updates agents is in the vault's subscription",
  severity: "critical",
  why: "Site Recovery takes an automation account of the vault's subscription alone.",
  remediation: [
    "Set `automationAccountArmId` to an automation account of the vault's subscription.",
  ],
  withComponent: siteRecoverySnippet,
  tags: ["site-recovery", "automation"],
  references: [autoUpdatePage],
  types: updaterTypes,
  findings: (setting, stack) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const { automationAccountId: path } = agentAutoUpdatePaths(setting);
    const account = stack.target(setting, path, automationAccountType);
    const { subscriptionId } = holdingVault(setting, stack);
    if (account.kind === "none" || subscriptionId === undefined) {
      return [];
    }
    const vaultId = subscriptionScope(subscriptionId);
    if (account.kind === "elsewhere") {
      return accountSubscriptionFindings({ vaultId, automationAccountId: account.id }, path);
    }
    const { facts } = account.resource;
    const place = stack.place(account.resource) ?? "";
    return facts.subscriptionId === undefined
      ? []
      : accountSubscriptionFindings(
          { vaultId, automationAccountId: `${subscriptionScope(facts.subscriptionId)}${place}` },
          path,
        );
  },
});
