import { vaultRegionFindings } from "../../../azure/site-recovery";
import { holdingVault } from "../../readings/recovery-vault";
import {
  isBetweenRegions,
  replicatedItemType,
  sourceRegionOf,
  targetRegionOf,
} from "../../readings/replicated-machine";
import { stackRule } from "../../rule";
import { siteRecoverySnippet } from "./with-component";

export const vaultOutlivesSource = stackRule({
  id: "EVG-ASR-005",
  title: "The vault does not stand in the region that is replicated",
  severity: "critical",
  why: "A failover is run by the vault: one that fails with its machines fails nothing over.",
  remediation: ["Make the vault in the target region, or in a third one."],
  withComponent: siteRecoverySnippet,
  tags: ["site-recovery", "vaults"],
  references: [
    "learn.microsoft.com azure/site-recovery/azure-to-azure-tutorial-enable-replication",
  ],
  types: [replicatedItemType],
  findings: (item, stack) => {
    if (!isBetweenRegions(item)) {
      return [];
    }
    const vaultRegion = holdingVault(item, stack).declared?.outputs.text("location");
    const sourceRegion = sourceRegionOf(item, stack);
    const targetRegion = targetRegionOf(item, stack);
    return vaultRegion === undefined || sourceRegion === undefined || targetRegion === undefined
      ? []
      : vaultRegionFindings(
          { vaultRegion, sourceRegion, targetRegion },
          item.isEvergreen ? "protectionContainerId" : "resourceName",
        );
  },
});
