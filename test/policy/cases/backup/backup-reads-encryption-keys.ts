import { encryptedByRoles, encryptedMachine } from "../../fixtures-backup";

import { type RuleCases, withProperty, without } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-BACKUP-064",
  compliant: [encryptedMachine(), encryptedByRoles()],
  failing: [
    {
      title: "no access policy",
      change: (program) => withProperty(program, "keys", "properties.accessPolicies", []),
      messages: [
        'settings.KeyVaultResourceId: The machine "web" is backed up, but no access policy lets Azure Backup read and back up what encrypts it in the key vault "keys" (UserErrorKeyvaultPermissionsNotConfigured). Give the service principal "Backup Management Service" get, list and backup of secrets, and of keys where one is used.',
      ],
    },
    {
      title: "a policy without backup of secrets",
      change: (program) =>
        withProperty(program, "keys", "properties.accessPolicies[0].permissions.secrets", [
          "get",
          "list",
        ]),
      messages: [
        'settings.KeyVaultResourceId: The machine "web" is backed up, but no access policy lets Azure Backup read and back up what encrypts it in the key vault "keys" (UserErrorKeyvaultPermissionsNotConfigured). Give the service principal "Backup Management Service" get, list and backup of secrets, and of keys where one is used.',
      ],
    },
    {
      title: "no role",
      change: () => without(encryptedByRoles(), "grant"),
      messages: [
        'settings.KeyVaultResourceId: The machine "web" is backed up, but no role assignment lets Azure Backup read and back up what encrypts it in the key vault "keys" (UserErrorKeyvaultPermissionsNotConfigured). Assign the service principal "Backup Management Service" a role on the key vault.',
      ],
    },
  ],
  unknown: [{ resource: "keys", property: "properties" }],
};
