import { twoMappingOwnersFindings } from "../../../azure/agent-update-owners";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import {
  agentAutoUpdatePaths,
  mappingType,
  vaultWideUpdateType,
} from "../../readings/agent-auto-update";
import { holdingVault } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { autoUpdatePage } from "./with-component";

export const oneOwnerOfMapping = stackRule({
  id: "EVG-AGENT-001",
  title: "One resource sets the agent auto-update of a mapping",
  severity: "high",
  why: "A mapping that says how its agents are updated and a setting of the whole vault undo each other's work at every deployment.",
  remediation: [
    "Name the mapping in `exceptMappingIds` of the `VaultAgentAutoUpdate`, or leave `agentAutoUpdateStatus` out of the mapping.",
  ],
  tags: ["site-recovery"],
  references: [autoUpdatePage],
  types: [mappingType],
  findings: (mapping, stack) => {
    const { status } = agentAutoUpdatePaths(mapping);
    // Without a vault-wide setting there is nothing to look up.
    if (stack.all(vaultWideUpdateType).length === 0 || !mapping.inputs.has(status)) {
      return [];
    }
    const vault = holdingVault(mapping, stack);
    const owner = stack
      .all(vaultWideUpdateType)
      .find((setting) => holdingVault(setting, stack).key === vault.key);
    return owner === undefined || leavesOut(owner, mapping, stack)
      ? []
      : twoMappingOwnersFindings(
          { mappingId: mapping.name, mappingUrn: mapping.urn, vaultWideUrn: owner.urn },
          status,
        );
  },
});

function leavesOut(
  owner: DeclaredResource,
  mapping: DeclaredResource,
  stack: DeclaredStack,
): boolean {
  return (
    stack.madeOf(owner, "exceptMappingIds", mappingType).includes(mapping) ||
    owner.inputs.texts("exceptMappingIds").some((id) => stack.withId(id).includes(mapping))
  );
}
