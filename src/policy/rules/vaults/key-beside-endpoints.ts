import { keyAndEndpointFindings } from "../../../azure/vault";
import { linksTo, refuseUndecidedLinks } from "../../readings/private-endpoints";
import { vaultType } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { vaultSnippetWith } from "./with-component";

const path = "properties.encryption.kekIdentity.userAssignedIdentity";

export const keyBesideEndpoints = stackRule({
  id: "EVG-VAULT-004",
  title: "A vault with private endpoints for backup reads its key by its own identity",
  severity: "critical",
  why: "Azure Backup does not reach a vault through private endpoints while a user-assigned identity reads the vault's key.",
  remediation: [
    "Set `kekIdentity: { useSystemAssignedIdentity: true }`, or take the `PrivateEndpoint` for `AzureBackup` away.",
  ],
  withComponent: vaultSnippetWith(
    'customerManagedKey: { keyUri: "https://fleet.vault.azure.net/keys/backups" }',
  ),
  tags: ["vaults", "backup", "encryption", "network"],
  references: ["learn.microsoft.com azure/backup/encryption-at-rest-with-cmk"],
  types: [vaultType],
  findings: (vault, stack) => {
    if (!vault.inputs.has(path)) {
      return [];
    }
    const groupIds = linksTo(vault, stack).flatMap((link) => link.texts("groupIds"));
    if (!groupIds.includes("AzureBackup")) {
      refuseUndecidedLinks(stack);
    }
    return keyAndEndpointFindings({ userAssignedIdentityId: path, groupIds }, path);
  },
});
