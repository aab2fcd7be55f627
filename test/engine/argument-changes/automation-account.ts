import { automationAccountChildren } from "./automation-account-children";
import {
  diagnosticSettings,
  keyAddress,
  privateEndpoints,
  refused,
  systemAssignedIdentityEnabled,
  tags,
  userAssignedIdentityIds,
} from "./shared";
import type { ArgumentChange, ArgumentChanges } from "./types";

const keyVersion = "0123456789abcdef0123456789abcdef";

function key(name: string, keyVaultName = "firstkeys7"): string {
  return `${keyAddress(keyVaultName)}-${name}/${keyVersion}`;
}

function keyRow(before: object, after: object): ArgumentChange {
  const beside = { userAssignedIdentityIds: ["@identity", "@otherIdentity"] };
  const given = { keyUri: key("first"), userAssignedIdentityId: "@identity" };
  return {
    promised: "in place",
    before: { ...given, ...before },
    after: { ...given, ...after },
    beside,
  };
}

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
  accessRoleAssignments: {
    promised: "replaced",
    before: { first: { role: "Reader", principalId: "@principal" } },
    after: { second: { role: "Contributor", principalId: "@principal" } },
  },
  "accessRoleAssignments.*.role": {
    promised: "replaced",
    before: { one: { role: "Reader", principalId: "@principal" } },
    after: { one: { role: "Contributor", principalId: "@principal" } },
  },
  "accessRoleAssignments.*.principalId": {
    promised: "replaced",
    before: { one: { role: "Reader", principalId: "@principal" } },
    after: { one: { role: "Reader", principalId: "@otherPrincipal" } },
  },
  "accessRoleAssignments.*.principalType": refused,
  ...automationAccountChildren,
  "customerManagedKey.keyUri": keyRow({}, { keyUri: key("second") }),
  "customerManagedKey.userAssignedIdentityId": keyRow(
    {},
    { userAssignedIdentityId: "@otherIdentity" },
  ),
  "customerManagedKey.keyVaultId": {
    ...keyRow(
      { keyVaultId: "@keyVault" },
      { keyUri: key("first", "otherkeys7"), keyVaultId: "@otherKeyVault" },
    ),
    promised: "replaced",
  },
  ...privateEndpoints({ groupId: "Webhook" }, "DSCAndHybridWorker", {
    zone: "@automationZone",
    other: "@automationZone",
  }),
  ...diagnosticSettings,
  "deletionLock.lockName": {
    promised: "replaced",
    before: { lockName: "first" },
    after: { lockName: "second" },
  },
  "deletionLock.notes": {
    promised: "in place",
    before: { notes: "first" },
    after: { notes: "second" },
  },
  tags,
};
