import { callerOf, newAzure, newGroup, subscription, tenantId } from "../caller";
import { Replay } from "./replay";

const provider = "providers/Microsoft.Storage";
const location = "westeurope";
const services = {
  blob: { enabled: true, keyType: "Account" },
  file: { enabled: true, keyType: "Account" },
};
const common = {
  allowBlobPublicAccess: false,
  allowSharedKeyAccess: true,
  defaultToOAuthAuthentication: false,
  isSftpEnabled: true,
  keyPolicy: { keyExpirationPeriodInDays: 20 },
  minimumTlsVersion: "TLS1_2",
  routingPreference: {
    publishInternetEndpoints: true,
    publishMicrosoftEndpoints: true,
    routingChoice: "MicrosoftRouting",
  },
  sasPolicy: { expirationAction: "Log", sasExpirationPeriod: "1.15:59:59" },
};

const leftOut = {
  "properties.accountMigrationInProgress": "accounts do not migrate",
  extendedLocation: "no edge zones",
  "properties.encryption.keyvaultproperties": "not asked for",
  "properties.isSkuConversionBlocked": "accounts are not converted",
  "properties.geoReplicationStats": "asked for by $expand alone",
  "properties.primaryEndpoints.internetEndpoints": "no endpoints of a routing preference",
  "properties.primaryEndpoints.microsoftEndpoints": "no endpoints of a routing preference",
};

describe("official examples of Microsoft.Storage", () => {
  it("are answered", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const group = await newGroup(owner);
    const replay = new Replay(owner, "Microsoft.Storage", "storage", leftOut);
    const account = `${group}/${provider}/storageAccounts/sto4445`;
    await replay.send(
      "StorageAccounts_CheckNameAvailability",
      `${subscription}/${provider}/checkNameAvailability`,
      { name: "sto4445", type: "Microsoft.Storage/storageAccounts" },
    );
    await replay.send("StorageAccounts_Create", account, {
      kind: "StorageV2",
      location,
      identity: { type: "SystemAssigned" },
      sku: { name: "Standard_GRS" },
      tags: { key1: "value1", key2: "value2" },
      properties: {
        ...common,
        encryption: {
          keySource: "Microsoft.Storage",
          requireInfrastructureEncryption: false,
          services,
        },
        isHnsEnabled: true,
      },
    });
    await replay.send("StorageAccounts_Update", account, {
      properties: {
        ...common,
        enableExtendedGroups: true,
        encryption: { keySource: "Microsoft.Storage", services },
        isLocalUserEnabled: true,
        networkAcls: {
          defaultAction: "Allow",
          resourceAccessRules: [{ resourceId: group, tenantId }],
        },
      },
    });
    await replay.send("StorageAccounts_GetProperties", account);
    await replay.send(
      "StorageAccounts_ListByResourceGroup",
      `${group}/${provider}/storageAccounts`,
    );
    await replay.send("StorageAccounts_List", `${subscription}/${provider}/storageAccounts`);
    await replay.send("StorageAccounts_ListKeys", `${account}/listKeys`);
    replay.end();
  });
});
