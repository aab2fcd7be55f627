import { twoVaultOwnersFindings } from "../../../azure/agent-update-owners";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import { grouped } from "../../model/grouped";
import { vaultWideUpdateType } from "../../readings/agent-auto-update";
import { holdingVault } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { autoUpdatePage } from "./with-component";

export const oneVaultWideSetting = stackRule({
  id: "EVG-AGENT-002",
  title: "One resource sets the agent auto-update of a vault",
  severity: "high",
  why: "Two settings of one vault undo each other's work at every deployment.",
  remediation: ["Declare `VaultAgentAutoUpdate` once for a vault."],
  tags: ["site-recovery"],
  references: [autoUpdatePage],
  types: [vaultWideUpdateType],
  findings: (setting, stack) => {
    const vault = holdingVault(setting, stack);
    const first = stack.derived(settingsByVault).get(vault.key)?.[0]?.urn;
    return first === undefined || first === setting.urn
      ? []
      : twoVaultOwnersFindings({ vaultId: vault.name, owners: [first, setting.urn] }, "vaultId");
  },
});

/** The settings of each vault; one whose vault cannot be told yet is told of when it is judged itself. */
function settingsByVault(stack: DeclaredStack): ReadonlyMap<string, readonly DeclaredResource[]> {
  return grouped(stack.all(vaultWideUpdateType), (setting) => holdingVault(setting, stack).key)
    .byKey;
}
