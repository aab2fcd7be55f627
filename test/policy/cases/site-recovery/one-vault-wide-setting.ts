import { updated, vaultWide } from "../../fixtures-site-recovery";
import { type RuleCases, subscriptionId } from "../../program";

const urn = (name: string) =>
  `urn:pulumi:dev::fleet::azure-evergreen:index:VaultAgentAutoUpdate::${name}`;

const vaultId = `/subscriptions/${subscriptionId}/resourceGroups/fleet/providers/Microsoft.RecoveryServices/vaults/vault`;

export const cases: RuleCases = {
  rule: "EVG-AGENT-002",
  compliant: [
    [...updated, vaultWide("all", { vaultId })],
    [...updated, vaultWide("all")],
  ],
  failing: [
    {
      title: "a second setting of the vault",
      change: (program) => [...program, vaultWide("again", { vaultId })],
      resource: "again",
      messages: [
        `vaultId: Agent auto-update of the vault "vault" would be set by two resources: ${urn("all")} and ${urn("again")}. Declare it once.`,
      ],
    },
  ],
  unknown: [{ resource: "all", property: "vaultId" }],
};
