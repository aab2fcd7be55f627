import { refused } from "./shared";
import type { ArgumentChanges } from "./types";

export const leastPrivilegeRole: ArgumentChanges = {
  scope: { promised: "replaced", before: "@groupId", after: "@otherGroupId" },
  roleName: { promised: "in place", before: "@name", after: "@otherName" },
  roleNamePrefix: { promised: "in place", before: "@name", after: "@otherName" },
  description: { promised: "in place", before: "first", after: "second" },
  actions: {
    promised: "in place",
    before: ["Microsoft.Compute/virtualMachines/read"],
    after: ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/disks/read"],
  },
  notActions: {
    promised: "in place",
    before: ["Microsoft.Compute/virtualMachines/delete"],
    after: ["Microsoft.Compute/virtualMachines/write"],
    beside: { actions: ["Microsoft.Compute/virtualMachines/*"] },
  },
  dataActions: {
    promised: "in place",
    before: ["Microsoft.KeyVault/vaults/secrets/getSecret/action"],
    after: ["Microsoft.KeyVault/vaults/secrets/readMetadata/action"],
  },
  notDataActions: {
    promised: "in place",
    before: ["Microsoft.KeyVault/vaults/secrets/delete"],
    after: ["Microsoft.KeyVault/vaults/secrets/purge/action"],
    beside: { dataActions: ["Microsoft.KeyVault/vaults/secrets/*"] },
  },
  existingRole: {
    promised: "replaced",
    before: "Reader",
    after: "Backup Operator",
    beside: { actions: undefined, principals: { one: { principalId: "@principal" } } },
  },
  assignableScopes: {
    promised: "in place",
    before: ["@groupId"],
    after: ["@groupId", "@otherGroupId"],
  },
  principals: {
    promised: "replaced",
    before: { first: { principalId: "@principal" } },
    after: { second: { principalId: "@otherPrincipal" } },
  },
  "principals.*.principalId": {
    promised: "replaced",
    before: { one: { principalId: "@principal" } },
    after: { one: { principalId: "@otherPrincipal" } },
  },
  "principals.*.principalType": refused,
};
