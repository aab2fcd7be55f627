import { refused, systemAssignedIdentityEnabled, tags, userAssignedIdentityIds } from "./shared";
import type { ArgumentChanges } from "./types";

export const recoveryVault: ArgumentChanges = {
  resourceGroupName: { promised: "replaced", before: "@group", after: "@otherGroup" },
  vaultName: { promised: "replaced", before: "@name", after: "@otherName" },
  location: refused,
  systemAssignedIdentityEnabled: {
    ...systemAssignedIdentityEnabled,
    beside: { userAssignedIdentityIds: ["@identity"] },
  },
  userAssignedIdentityIds,
  redundancy: { promised: "in place", before: "GeoRedundant", after: "LocallyRedundant" },
  crossRegionRestoreEnabled: { promised: "in place", before: false, after: true },
  softDelete: { promised: "in place", before: "Enabled", after: "AlwaysON" },
  softDeleteRetentionInDays: { promised: "in place", before: 14, after: 30 },
  immutability: { promised: "in place", before: "Disabled", after: "Unlocked" },
  publicNetworkAccessEnabled: { promised: "in place", before: true, after: false },
  tags,
};
