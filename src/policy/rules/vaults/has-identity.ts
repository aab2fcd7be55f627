import { vaultIdentityFindings } from "../../../azure/vault";
import { benchmark } from "../../benchmark";
import { replicatesMachines, vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { vaultSnippet } from "./with-component";

const path = "identity.type";

export const hasIdentity = stackRule({
  id: "EVG-VAULT-003",
  title: "A vault has a managed identity",
  severity: "medium",
  why: "Site Recovery reaches the cache storage account by the vault's system-assigned identity; without it replication needs public access and keys.",
  remediation: [
    'Set `identity: { type: "SystemAssigned" }` on the vault. User-assigned identities alone are enough where it replicates no machines.',
  ],
  withComponent: vaultSnippet,
  frameworks: [benchmark("IM-3")],
  tags: ["vaults", "site-recovery", "identity"],
  references: [
    "learn.microsoft.com azure/site-recovery/azure-to-azure-how-to-enable-replication-private-endpoints",
  ],
  types: [vaultType],
  findings: (vault, stack) => {
    const type = vault.inputs.text(path);
    return type === "UserAssigned" && !replicatesMachines(vault, stack)
      ? []
      : vaultIdentityFindings(type, vault.name, path);
  },
});
