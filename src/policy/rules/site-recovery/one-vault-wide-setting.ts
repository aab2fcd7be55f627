import { twoVaultOwnersFindings } from "../../../azure/agent-update-owners";
import type { DeclaredStack } from "../../model/declared-stack";
import { NotYetKnown } from "../../model/reader";
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
    const first = stack.derived(firstSettings).get(vault.key);
    return first === undefined || first === setting.urn
      ? []
      : twoVaultOwnersFindings({ vaultId: vault.name, owners: [first, setting.urn] }, "vaultId");
  },
});

/** URN of the first setting of each vault. */
function firstSettings(stack: DeclaredStack): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const setting of stack.all(vaultWideUpdateType)) {
    try {
      const { key } = holdingVault(setting, stack);
      first.set(key, first.get(key) ?? setting.urn);
    } catch (error) {
      // Judged by itself.
      if (!(error instanceof NotYetKnown)) {
        throw error;
      }
    }
  }
  return first;
}
