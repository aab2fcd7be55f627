import { within } from "./shared";
import type { ArgumentChange, ArgumentChanges } from "./types";

const application = {
  clientId: "@clientId",
  objectId: "@objectId",
  principalId: "@servicePrincipal",
};

function ofApplication(part: keyof typeof application, other: string): ArgumentChange {
  return {
    promised: part === "clientId" ? "in place" : "replaced",
    before: application,
    after: { ...application, [part]: other },
    // What belongs to two applications at once cannot sign in: it is only shown.
    previewOnly: true,
  };
}

export const runAsAccount: ArgumentChanges = {
  automationAccountId: {
    promised: "replaced",
    before: "@ownAccount",
    after: "@otherOwnAccount",
  },
  applicationName: { promised: "in place", before: "first", after: "second" },
  "existingApplication.clientId": ofApplication("clientId", "@otherClientId"),
  "existingApplication.objectId": ofApplication("objectId", "@otherObjectId"),
  "existingApplication.principalId": ofApplication("principalId", "@otherServicePrincipal"),
  scope: { promised: "replaced", before: "@groupId", after: "@otherGroupId" },
  existingRole: { promised: "replaced", before: "Reader", after: "Backup Operator" },
  roleName: { promised: "in place", before: "@name", after: "@otherName" },
  notActions: {
    promised: "in place",
    before: ["Microsoft.Storage/*"],
    after: ["Microsoft.Storage/*", "Microsoft.Sql/*"],
  },
  keyVaults: {
    promised: "replaced",
    before: { first: { keyVaultId: "@keyVault" } },
    after: { second: { keyVaultId: "@otherKeyVault" } },
  },
  "keyVaults.*.keyVaultId": {
    promised: "replaced",
    before: { one: { keyVaultId: "@keyVault" } },
    after: { one: { keyVaultId: "@otherKeyVault" } },
  },
  "keyVaults.*.accessPoliciesUsed": {
    ...within("one", "accessPoliciesUsed", false, true, { keyVaultId: "@keyVault" }),
    promised: "replaced",
  },
  "keyVaults.*.secretPermissions": within("one", "secretPermissions", ["get"], ["get", "list"], {
    keyVaultId: "@keyVault",
    accessPoliciesUsed: true,
  }),
  "certificate.pfx": {
    promised: "replaced",
    before: { pfx: "@pfx" },
    after: { pfx: "@otherPfx" },
  },
  "certificate.password": {
    promised: "in place",
    before: { pfx: "@pfx" },
    after: { pfx: "@pfx", password: "" },
  },
  validityInDays: { promised: "in place", before: 365, after: 180 },
  renewalInDays: { promised: "in place", before: 70, after: 30 },
  certificateGeneration: { promised: "replaced", before: "first", after: "second" },
  certificateExportable: { promised: "in place", before: false, after: true },
  adopt: { promised: "nothing", after: true },
  "classic.subscriptionName": {
    promised: "in place",
    before: { subscriptionName: "First" },
    after: { subscriptionName: "Second" },
  },
};
