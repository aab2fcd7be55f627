import { privateEndpoint } from "../../fixtures-site-recovery";
import { key, oneVault } from "../../fixtures-vaults";
import { type RuleCases, withProperty } from "../../program";

const path = "properties.encryption.kekIdentity.userAssignedIdentity";
const groups = "privateLinkServiceConnections[0].groupIds";
const withKey = withProperty(oneVault, "vault", "properties.encryption", key);

export const cases: RuleCases = {
  rule: "EVG-VAULT-004",
  compliant: [
    [...withKey, privateEndpoint],
    withKey,
    withProperty([...oneVault, privateEndpoint], "endpoint", groups, ["AzureBackup"]),
  ],
  failing: [
    {
      title: "a private endpoint for backup beside a user-assigned identity",
      change: (program) => withProperty(program, "endpoint", groups, ["AzureBackup"]),
      resource: "vault",
      messages: [
        `${path}: The key is read by a user-assigned identity, with which private endpoints for Azure Backup do not work. Let the system-assigned identity read the key, or leave the private endpoints for AzureBackup out.`,
      ],
    },
  ],
  unknown: [{ resource: "endpoint", property: groups }],
};
