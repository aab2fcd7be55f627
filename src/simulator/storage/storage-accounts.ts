import { createHash } from "node:crypto";
import { pairedRegion } from "../../azure/regions";
import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, mergePatch, valueAt, withoutUndefined } from "../json";
import { operationResult } from "../resource-manager/long-running";
import type { Call, Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { resourceAction, resourceType, type ResourceType } from "../resource-manager/resource-type";
import { accountType, nameAvailability, requireFreeName } from "./account-names";

const accountPath = groupPath(`${accountType}/{accountName}`);
const examples = "azure-rest-api-specs storage examples/2024-01-01";
const statusPath = subscriptionPath("Microsoft.Storage/locations/{location}/asyncoperations/{id}");

/** What is the same for every way to write an account. */
const account: ResourceType = {
  type: accountType,
  path: accountPath,
  location: "required",
  identity: true,
  required: ["sku.name", "kind"],
  validate: (call, _body, existing) => {
    if (existing === undefined) {
      requireFreeName(call, call.parameters.accountName ?? "");
    }
  },
  complete: (call, body, existing) => {
    const skuName = asText(valueAt(body, "sku.name")) ?? "";
    return {
      sku: { name: skuName, tier: skuName.split("_")[0] },
      kind: body.kind,
      properties: accountProperties(call, body, existing, skuName),
    };
  },
};

const create = { id: "StorageAccounts_Create", witness: `${examples}/StorageAccountCreate.json` };

// A new account takes a while; a change of one that is there is done when it is answered.
const [putNew] = resourceType({
  ...account,
  put: {
    ...create,
    created: 202,
    longRunning: {
      headers: ["Location"],
      statusPath,
      durationInSeconds: 20,
      retryAfterInSeconds: 17,
    },
  },
});
const [putExisting] = resourceType({ ...account, put: create });

/** Storage accounts of the management plane. */
export const storageOperations: Operation[] = [
  ...resourceType({
    ...account,
    get: {
      id: "StorageAccounts_GetProperties",
      witness: `${examples}/StorageAccountGetProperties.json`,
    },
    patch: { id: "StorageAccounts_Update", witness: `${examples}/StorageAccountUpdate.json` },
    delete: { id: "StorageAccounts_Delete", witness: `${examples}/StorageAccountDelete.json` },
    lists: [
      {
        id: "StorageAccounts_ListByResourceGroup",
        path: groupPath(accountType),
        witness: `${examples}/StorageAccountListByResourceGroup.json`,
      },
      {
        id: "StorageAccounts_List",
        path: subscriptionPath(accountType),
        witness: `${examples}/StorageAccountList.json`,
      },
    ],
  }),
  {
    ...create,
    method: "PUT",
    path: accountPath,
    action: `${accountType}/write`,
    handle: (call) => {
      const operation = call.estate.get(call.path) === undefined ? putNew : putExisting;
      if (operation === undefined) {
        throw new Error("A storage account cannot be written.");
      }
      return operation.handle(call);
    },
  },
  resourceAction({
    type: accountType,
    id: "StorageAccounts_ListKeys",
    path: `${accountPath}/listKeys`,
    action: `${accountType}/listKeys/action`,
    witness: `${examples}/StorageAccountListKeys.json`,
    handle: (_call, { id }) => ({
      status: 200,
      body: {
        keys: ["key1", "key2"].map((keyName) => ({
          keyName,
          value: createHash("sha512").update(`${id.toLowerCase()}/${keyName}`).digest("base64"),
          permissions: "FULL",
        })),
      },
    }),
  }),
  nameAvailability,
  operationResult({
    id: "StorageAccounts_AsyncOperation",
    path: statusPath,
    action: "Microsoft.Storage/operations/read",
    witness:
      "learn.microsoft.com role-based-access-control/permissions/storage (Microsoft.Storage)",
  }),
];

/** Settings that are left out stay as they are. */
function accountProperties(
  call: Call,
  body: JsonObject,
  existing: StoredResource | undefined,
  skuName: string,
): JsonObject {
  const location = asText(body.location) ?? "";
  const before = asObject(existing?.properties);
  const created = asText(before.creationTime) ?? call.clock.now().toISOString();
  const name = (call.parameters.accountName ?? "").toLowerCase();
  const geo = /GRS|GZRS/.test(skuName);
  const settings = asObject(mergePatch(mergePatch(defaults, before), asObject(body.properties)));
  return withoutUndefined({
    ...settings,
    encryption: withEnabledTimes(settings.encryption, created),
    accessTier: settings.accessTier ?? (body.kind === "Storage" ? undefined : "Hot"),
    primaryEndpoints: Object.fromEntries(
      ["blob", "dfs", "file", "queue", "table", "web"].map((service) => [
        service,
        `https://${name}.${service}.storage.simulated/`,
      ]),
    ),
    primaryLocation: location,
    statusOfPrimary: "available",
    secondaryLocation: geo ? pairedRegion(location) : undefined,
    statusOfSecondary: geo ? "available" : undefined,
    creationTime: created,
    keyCreationTime: { key1: created, key2: created },
  });
}

/** Since when the data of each service is encrypted: since the account was made. */
function withEnabledTimes(encryption: unknown, lastEnabledTime: string): JsonObject {
  const services = Object.entries(asObject(asObject(encryption).services));
  return {
    ...asObject(encryption),
    services: Object.fromEntries(
      services.map(([name, service]) => [name, { lastEnabledTime, ...asObject(service) }]),
    ),
  };
}

/** Source: StorageAccountCreate.json and learn.microsoft.com rest/api/storagerp/storage-accounts/create. */
const defaults: JsonObject = {
  supportsHttpsTrafficOnly: true,
  allowBlobPublicAccess: false,
  networkAcls: {
    bypass: "AzureServices",
    virtualNetworkRules: [],
    ipRules: [],
    defaultAction: "Allow",
  },
  encryption: {
    services: {
      blob: { enabled: true, keyType: "Account" },
      file: { enabled: true, keyType: "Account" },
    },
    keySource: "Microsoft.Storage",
  },
};
