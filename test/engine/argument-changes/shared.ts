import type { ArgumentChange, ArgumentChanges } from "./types";

export const refused: ArgumentChange = { promised: "refused" };
export const tags: ArgumentChange = {
  promised: "in place",
  before: { stage: "first" },
  after: { stage: "second" },
};
export const systemAssignedIdentityEnabled: ArgumentChange = {
  promised: "in place",
  before: false,
  after: true,
};
export const userAssignedIdentityIds: ArgumentChange = {
  promised: "in place",
  before: ["@identity"],
  after: ["@identity", "@otherIdentity"],
};
/** A row for one part of a keyed group. */
export function within(
  key: string,
  part: string,
  before: unknown,
  after: unknown,
  beside: object = {},
): ArgumentChange {
  return {
    promised: "in place",
    before: { [key]: { ...beside, [part]: before } },
    after: { [key]: { ...beside, [part]: after } },
  };
}

/** A row for one part of a group. */
export function part(name: string, before: unknown, after: unknown): ArgumentChange {
  return { promised: "in place", before: { [name]: before }, after: { [name]: after } };
}

/** A row whose change replaces what it is of. */
export function replaced(change: ArgumentChange): ArgumentChange {
  return { ...change, promised: "replaced" };
}

/** A row whose change is shown alone: what it leads to is not there, or Azure takes it of deallocated machines alone. */
export function previewed(change: ArgumentChange): ArgumentChange {
  return { ...change, previewOnly: true };
}

/** Address of a key in a key vault. */
export function keyAddress(keyVaultName: string): string {
  return `https://${keyVaultName}.vault.azure.net/keys/fleet`;
}

/**
 * Rows for the private endpoints of a resource.
 *
 * @param required - What every endpoint has besides its subnet.
 * @param otherGroupId - What else of the resource an endpoint can lead to.
 * @param zones - Names of two DNS zones in the program, which may be the same.
 */
export function privateEndpoints(
  required: { readonly groupId: string },
  otherGroupId: string,
  zones: { readonly zone: string; readonly other: string },
): ArgumentChanges {
  const endpoint = { ...required, subnetId: "@subnet" };
  const row = (name: string, before: unknown, after: unknown): ArgumentChange =>
    within("main", name, before, after, endpoint);
  const replaced = (name: string, before: unknown, after: unknown): ArgumentChange => ({
    ...row(name, before, after),
    promised: "replaced",
  });
  const address = (memberName: string, privateIpAddress: string) => ({
    one: { memberName, privateIpAddress },
  });
  const rows: ArgumentChanges = {
    groupId: replaced("groupId", required.groupId, otherGroupId),
    subnetId: replaced("subnetId", "@subnet", "@otherSubnet"),
    resourceGroupName: replaced("resourceGroupName", "@group", "@otherGroup"),
    endpointName: replaced("endpointName", "@name", "@otherName"),
    location: refused,
    networkInterfaceName: replaced("networkInterfaceName", "first", "second"),
    fixedAddresses: replaced(
      "fixedAddresses",
      { one: { memberName: "m", privateIpAddress: "10.0.0.7" } },
      { two: { memberName: "m", privateIpAddress: "10.0.0.7" } },
    ),
    "fixedAddresses.*.memberName": replaced(
      "fixedAddresses",
      address("first", "10.0.0.8"),
      address("second", "10.0.0.8"),
    ),
    "fixedAddresses.*.privateIpAddress": replaced(
      "fixedAddresses",
      address("first", "10.0.0.9"),
      address("first", "10.0.0.10"),
    ),
    privateDnsZoneIds: row(
      "privateDnsZoneIds",
      { first: zones.zone },
      { first: zones.zone, second: zones.other },
    ),
    applicationSecurityGroupIds: row(
      "applicationSecurityGroupIds",
      ["@securityGroup"],
      ["@securityGroup", "@otherSecurityGroup"],
    ),
  };
  return {
    privateEndpoints: {
      promised: "replaced",
      before: { first: endpoint },
      after: { second: endpoint },
    },
    ...Object.fromEntries(
      Object.entries(rows).map(([name, change]) => [`privateEndpoints.*.${name}`, change]),
    ),
  };
}

const setting = { workspaceId: "@workspace" };

function settingRow(name: string, before: unknown, after: unknown): ArgumentChange {
  return within("central", name, before, after, setting);
}

/** Rows for the diagnostic settings of a resource. */
export const diagnosticSettings: ArgumentChanges = {
  diagnosticSettings: {
    promised: "replaced",
    before: { first: setting },
    after: { second: { workspaceId: "@otherWorkspace" } },
  },
  ...Object.fromEntries(
    Object.entries({
      settingName: { ...settingRow("settingName", "first", "second"), promised: "replaced" },
      workspaceId: settingRow("workspaceId", "@workspace", "@otherWorkspace"),
      dedicatedTablesEnabled: settingRow("dedicatedTablesEnabled", true, false),
      storageAccountId: settingRow("storageAccountId", "@archive", "@otherArchive"),
      eventHubAuthorizationRuleId: settingRow(
        "eventHubAuthorizationRuleId",
        "@hubRule",
        "@otherHubRule",
      ),
      eventHubName: within("central", "eventHubName", "first", "second", {
        eventHubAuthorizationRuleId: "@hubRule",
      }),
      marketplacePartnerId: settingRow("marketplacePartnerId", "@partner", "@otherPartner"),
      logCategoryGroups: settingRow("logCategoryGroups", ["allLogs"], ["audit"]),
      logCategories: settingRow("logCategories", ["First"], ["First", "Second"]),
      metricCategories: settingRow("metricCategories", ["AllMetrics"], ["Health"]),
    } satisfies ArgumentChanges).map(([name, change]) => [`diagnosticSettings.*.${name}`, change]),
  ),
};
