import {
  diagnosticSettings,
  keyAddress,
  part,
  privateEndpoints,
  refused,
  systemAssignedIdentityEnabled,
  tags,
  userAssignedIdentityIds,
  within,
} from "./shared";
import type { ArgumentChanges } from "./types";

const role = { role: "Backup Reader", principalId: "@principal" };
const ownKey = { customerManagedKey: { keyUri: keyAddress("firstkeys7") } };

/** A row for one part of the mail that Site Recovery sends. */
function mail(name: string, before: unknown, after: unknown) {
  const beside = { ownersToldEnabled: true };
  return part("siteRecoveryMail", { ...beside, [name]: before }, { ...beside, [name]: after });
}

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
  crossSubscriptionRestore: { promised: "in place", before: "Enabled", after: "Disabled" },
  softDelete: { promised: "in place", before: "Enabled", after: "AlwaysON" },
  softDeleteRetentionInDays: { promised: "in place", before: 14, after: 30 },
  immutability: { promised: "in place", before: "Disabled", after: "Unlocked" },
  "customerManagedKey.keyUri": part("keyUri", keyAddress("firstkeys7"), keyAddress("otherkeys7")),
  "customerManagedKey.userAssignedIdentityId": {
    promised: "in place",
    before: { ...ownKey.customerManagedKey, userAssignedIdentityId: "@identity" },
    after: ownKey.customerManagedKey,
    beside: { userAssignedIdentityIds: ["@identity"] },
  },
  "customerManagedKey.keyVaultId": {
    promised: "replaced",
    before: { keyUri: keyAddress("firstkeys7"), keyVaultId: "@keyVault" },
    after: { keyUri: keyAddress("otherkeys7"), keyVaultId: "@otherKeyVault" },
  },
  infrastructureEncryptionEnabled: {
    promised: "in place",
    before: false,
    after: true,
    beside: ownKey,
  },
  publicNetworkAccessEnabled: { promised: "in place", before: true, after: false },
  ...privateEndpoints({ groupId: "AzureSiteRecovery" }, "AzureBackup", {
    zone: "@siteRecoveryZone",
    other: "@siteRecoveryZone",
  }),
  "multiUserAuthorization.resourceGuardId": part("resourceGuardId", "@guard", "@otherGuard"),
  "multiUserAuthorization.operationRequestIds": {
    promised: "in place",
    before: { resourceGuardId: "@guard" },
    after: { resourceGuardId: "@guard", operationRequestIds: ["@guardRequest"] },
  },
  "alerts.jobFailuresEnabled": part("jobFailuresEnabled", true, false),
  "alerts.replicationIssuesEnabled": part("replicationIssuesEnabled", true, false),
  "alerts.failoverIssuesEnabled": part("failoverIssuesEnabled", true, false),
  "alerts.classicAlertsEnabled": part("classicAlertsEnabled", false, true),
  "alerts.siteRecoveryMail.emailAddresses": mail("emailAddresses", [], ["fleet@example.com"]),
  "alerts.siteRecoveryMail.ownersToldEnabled": part(
    "siteRecoveryMail",
    { emailAddresses: ["fleet@example.com"], ownersToldEnabled: false },
    { emailAddresses: ["fleet@example.com"], ownersToldEnabled: true },
  ),
  "alerts.siteRecoveryMail.locale": mail("locale", "en-US", "de-DE"),
  ...diagnosticSettings,
  roleAssignments: {
    promised: "replaced",
    before: { first: role },
    after: { second: { ...role, role: "Backup Operator" } },
  },
  "roleAssignments.*.role": {
    ...within("one", "role", "Backup Reader", "Backup Operator", role),
    promised: "replaced",
  },
  "roleAssignments.*.principalId": {
    ...within("one", "principalId", "@principal", "@otherPrincipal", role),
    promised: "replaced",
  },
  "roleAssignments.*.principalType": refused,
  protectedItemsOnDestroy: { promised: "in place", before: "Refused", after: "SoftDeleted" },
  "deletionLock.lockName": {
    promised: "replaced",
    before: { lockName: "first" },
    after: { lockName: "second" },
  },
  "deletionLock.notes": part("notes", "first", "second"),
  tags,
};
