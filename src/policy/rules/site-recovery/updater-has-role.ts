import { updaterRoleFindings } from "../../../azure/agent-update-standards";
import { authenticationTypes } from "../../../azure/agent-updater-account";
import { benchmark } from "../../benchmark";
import {
  agentAutoUpdatePaths,
  automationAccountType,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { holdingVault } from "../../readings/recovery-vault";
import { updaterAccess } from "../../readings/updater-access";
import { stackRule } from "../../rule";
import { autoUpdatePage, siteRecoverySnippet } from "./with-component";

export const updaterHasRole = stackRule({
  id: "EVG-AGENT-012",
  title: "The identity that updates agents has its role on the vault",
  severity: "high",
  why: "Without a role on the vault the account's identity may not change a mapping: each nightly update fails, and only the account's job history says so.",
  remediation: [
    "Add a `RoleAssignment` with the vault as `scope`, the account's `identity.principalId` and the role Contributor, or one that allows less.",
    "Where somebody else gives the role, exempt the mapping and say who.",
  ],
  withComponent: siteRecoverySnippet,
  frameworks: [benchmark("PA-7")],
  tags: ["site-recovery", "automation", "access"],
  references: [autoUpdatePage],
  types: updaterTypes,
  findings: (setting, stack) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const paths = agentAutoUpdatePaths(setting);
    const byIdentity = setting.isEvergreen ? authenticationTypes.systemAssigned : undefined;
    const word = setting.inputs.text(paths.authenticationType) ?? byIdentity;
    if (word !== authenticationTypes.systemAssigned) {
      return [];
    }
    const account = stack.target(setting, paths.automationAccountId, automationAccountType);
    const vault = holdingVault(setting, stack).declared;
    return account.kind !== "declared" || vault === undefined
      ? []
      : updaterRoleFindings(
          updaterAccess(account.resource, vault, stack),
          { account: account.resource.name, vault: vault.name },
          paths.automationAccountId,
        );
  },
});
