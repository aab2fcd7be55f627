import { refused, systemAssignedIdentityEnabled, tags, userAssignedIdentityIds } from "./shared";
import type { ArgumentChanges } from "./types";

export const automationAccount: ArgumentChanges = {
  existingAccountId: {
    promised: "replaced",
    before: "@account",
    after: "@otherAccount",
    beside: {
      resourceGroupName: undefined,
      location: undefined,
      roleAssignments: { group: { role: "Reader", scope: "@groupId" } },
    },
  },
  resourceGroupName: { promised: "replaced", before: "@group", after: "@otherGroup" },
  accountName: { promised: "replaced", before: "@name", after: "@otherName" },
  location: refused,
  systemAssignedIdentityEnabled: {
    ...systemAssignedIdentityEnabled,
    beside: { userAssignedIdentityIds: ["@identity"] },
  },
  userAssignedIdentityIds,
  localAuthenticationEnabled: { promised: "in place", before: false, after: true },
  publicNetworkAccessEnabled: { promised: "in place", before: false, after: true },
  roleAssignments: {
    promised: "replaced",
    before: { first: { role: "Reader", scope: "@groupId" } },
    after: { second: { role: "Contributor", scope: "@groupId" } },
  },
  "roleAssignments.*.role": {
    promised: "replaced",
    before: { group: { role: "Reader", scope: "@groupId" } },
    after: { group: { role: "Contributor", scope: "@groupId" } },
  },
  "roleAssignments.*.scope": {
    promised: "replaced",
    before: { group: { role: "Reader", scope: "@groupId" } },
    after: { group: { role: "Reader", scope: "@otherGroupId" } },
  },
  tags,
};
