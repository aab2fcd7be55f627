import { privateEndpointFindings } from "../../../azure/site-recovery";
import {
  agentAutoUpdatePaths,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { linksTo, refuseUndecidedLinks } from "../../readings/private-endpoints";
import { holdingVault } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { autoUpdatePage, manualUpdateSnippet } from "./with-component";

export const noPrivateEndpoint = stackRule({
  id: "EVG-ASR-009",
  title: "Agents are not updated automatically where the vault has private endpoints",
  severity: "high",
  why: "Agent auto-update does not reach a vault through private endpoints: it looks switched on, and no agent is updated.",
  remediation: [
    'Set `agentAutoUpdateStatus: "Disabled"` and update agents by hand, or take the vault\'s `PrivateEndpoint` away.',
  ],
  withComponent: manualUpdateSnippet,
  tags: ["site-recovery"],
  references: [
    autoUpdatePage,
    "learn.microsoft.com azure/site-recovery/hybrid-how-to-enable-replication-private-endpoints",
  ],
  types: updaterTypes,
  findings: (setting, stack) => {
    if (!updatesAgents(setting)) {
      return [];
    }
    const vault = holdingVault(setting, stack);
    if (vault.declared === undefined) {
      return [];
    }
    const { outputs } = vault.declared;
    const told = "properties.privateEndpointConnections";
    const privateEndpointCount = Math.max(
      linksTo(vault.declared, stack).length,
      outputs.isUnknown(told) ? 0 : outputs.objects(told).length,
    );
    if (privateEndpointCount === 0) {
      refuseUndecidedLinks(stack);
    }
    return privateEndpointFindings(
      { vaultId: vault.name, privateEndpointCount },
      agentAutoUpdatePaths(setting).status,
    );
  },
});
