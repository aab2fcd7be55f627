import { agentsUpdatedFindings } from "../../../azure/agent-update-standards";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import {
  agentAutoUpdatePaths,
  mappingType,
  updatesAgents,
  vaultWideUpdateType,
} from "../../readings/agent-auto-update";
import { linksTo, refuseUndecidedLinks } from "../../readings/private-endpoints";
import { holdingVault } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { autoUpdatePage, siteRecoverySnippet } from "./with-component";

export const agentsUpdated = stackRule({
  id: "EVG-AGENT-010",
  title: "Site Recovery keeps the agents of replicated machines up to date",
  severity: "high",
  why: "Azure supports the last four releases of the mobility agent; on a machine whose agent has expired replication ends, and nobody can fail it over.",
  remediation: [
    'Set `agentAutoUpdateStatus: "Enabled"`, `automationAccountArmId` and `automationAccountAuthenticationType: "SystemAssignedIdentity"` in the mapping\'s `providerSpecificInput`.',
    "Not with private endpoints at the vault: there agents are updated by hand, and this rule is silent.",
  ],
  withComponent: siteRecoverySnippet,
  tags: ["site-recovery"],
  references: [autoUpdatePage, "learn.microsoft.com azure/site-recovery/service-updates-how-to"],
  types: [mappingType, vaultWideUpdateType],
  findings: (setting, stack) => {
    if (isOfAnotherKind(setting) || updatesAgents(setting)) {
      return [];
    }
    const { status } = agentAutoUpdatePaths(setting);
    const vault = holdingVault(setting, stack);
    if (!setting.inputs.has(status) && isSetVaultWide(vault.key, stack)) {
      return [];
    }
    if (vault.declared !== undefined) {
      if (linksTo(vault.declared, stack).length > 0) {
        return [];
      }
      refuseUndecidedLinks(stack);
    }
    return agentsUpdatedFindings(setting.inputs.text(status), status);
  },
});

/** Only between Azure regions or zones Site Recovery updates agents; a mapping from Hyper-V leads to "Microsoft Azure". */
function isOfAnotherKind({ isEvergreen, inputs }: DeclaredResource): boolean {
  if (isEvergreen) {
    return false;
  }
  const kind = inputs.text("properties.providerSpecificInput.instanceType");
  return kind === undefined
    ? !inputs.isUnknown("properties.targetProtectionContainerId") &&
        inputs.text("properties.targetProtectionContainerId") === "Microsoft Azure"
    : kind !== "A2A";
}

function isSetVaultWide(vaultKey: string, stack: DeclaredStack): boolean {
  return stack.derived(vaultsSetWhole).has(vaultKey);
}

function vaultsSetWhole(stack: DeclaredStack): ReadonlySet<string> {
  return new Set(
    stack
      .all(vaultWideUpdateType)
      .filter(updatesAgents)
      .map((setting) => holdingVault(setting, stack).key),
  );
}
