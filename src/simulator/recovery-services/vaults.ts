import { forgetEarlierVault } from "../backup/forget-vault";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, mergePatch, valueAt } from "../json";
import { operationResult, operationStatus } from "../resource-manager/long-running";
import { ArmError, type Operation } from "../operation";
import { groupPath, subscriptionPath } from "../resource-manager/path-template";
import { type LongRunningForm, resourceType } from "../resource-manager/resource-type";
import { vaultType } from "../site-recovery/vault-entities";
import { deletedVaultOperations } from "./deleted-vaults";
import { deletesSoftly, deletingSoftly } from "./deleted-vault-store";
import { requireEmptyVault } from "./vault-contents";
import { requireAllowedSettings } from "./vault-settings";

const vaultPath = groupPath(`${vaultType}/{vaultName}`);
const examples = "azure-rest-api-specs recoveryservices examples/2024-10-01";

const longRunning: LongRunningForm = {
  headers: ["Azure-AsyncOperation", "Location"],
  statusPath: `${vaultPath}/operationStatus/{id}`,
  resultPath: `${vaultPath}/operationResults/{id}`,
  durationInSeconds: 20,
  retryAfterInSeconds: 10,
};

/** Recovery Services vaults. */
export const vaultOperations: Operation[] = [
  ...resourceType({
    type: vaultType,
    path: vaultPath,
    location: "required",
    identity: true,
    get: { id: "Vaults_Get", witness: `${examples}/GETVault.json` },
    put: { id: "Vaults_CreateOrUpdate", witness: `${examples}/PUTVault.json`, longRunning },
    patch: {
      id: "Vaults_Update",
      witness: `${examples}/PATCHVault.json`,
      updated: 202,
      longRunning,
    },
    delete: {
      id: "Vaults_Delete",
      witness: `${examples}/DeleteVault.json; MicrosoftDocs/azure-docs issue 42016`,
      longRunning,
    },
    lists: [
      {
        id: "Vaults_ListByResourceGroup",
        path: groupPath(vaultType),
        witness: `${examples}/ListResources.json`,
      },
      {
        id: "Vaults_ListBySubscriptionId",
        path: subscriptionPath(vaultType),
        witness: `${examples}/ListBySubscriptionIds.json`,
      },
    ],
    required: ["sku.name"],
    validate: (call, body, existing) => {
      if (existing === undefined) {
        requireName(call.parameters.vaultName ?? "");
      }
      const properties = vaultProperties(asObject(body.properties), asObject(existing?.properties));
      const identity = body.identity ?? existing?.identity;
      // A PATCH leaves nothing out: what is no longer there was taken away.
      const { encryption } = asObject(call.method === "PATCH" ? body.properties : properties);
      requireAllowedSettings(call, existing, {
        ...body,
        identity,
        properties: { ...properties, encryption },
      });
    },
    complete: (_call, body, existing) => ({
      sku: body.sku,
      properties: vaultProperties(asObject(body.properties), asObject(existing?.properties)),
    }),
    written: (call, vault, existing) => {
      if (existing === undefined) {
        forgetEarlierVault(call, vault.id);
      }
    },
    beforeDelete: (call, vault) => {
      requireEmptyVault(call, vault, { takesSoftDeleted: deletesSoftly(call.apiVersion) });
    },
    present: (_call, vault) => ({
      ...vault,
      properties: { ...asObject(vault.properties), ...privateEndpointStates(vault) },
    }),
  }).map((operation) => (operation.method === "DELETE" ? deletingSoftly(operation) : operation)),
  operationStatus({
    id: "GetOperationStatus",
    path: `${vaultPath}/operationStatus/{id}`,
    action: `${vaultType}/operationStatus/read`,
    witness: `${examples}/GetOperationStatus.json`,
  }),
  ...deletedVaultOperations,
  operationResult({
    id: "GetOperationResult",
    path: `${vaultPath}/operationResults/{id}`,
    action: `${vaultType}/operationResults/read`,
    witness: `${examples}/GetOperationResult.json`,
  }),
];

/** What a vault has unless something else is asked for. Source: PUTVault.json and GETVault.json of 2024-10-01. */
const defaults: JsonObject = {
  publicNetworkAccess: "Enabled",
  securitySettings: {
    softDeleteSettings: {
      softDeleteState: "Enabled",
      softDeleteRetentionPeriodInDays: 14,
      enhancedSecurityState: "Enabled",
    },
    multiUserAuthorization: "Disabled",
  },
  redundancySettings: {
    standardTierStorageRedundancy: "GeoRedundant",
    crossRegionRestore: "Disabled",
  },
  restoreSettings: {
    crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" },
  },
};

/** Settings that are left out stay as they are. */
function vaultProperties(sent: JsonObject, before: JsonObject): JsonObject {
  const settings = asObject(mergePatch(mergePatch(defaults, before), sent));
  return {
    ...settings,
    // Connections are made by private endpoints, not by who writes the vault.
    privateEndpointConnections: asArray(before.privateEndpointConnections),
    bcdrSecurityLevel: securityLevelOf(settings),
    secureScore: securityLevelOf(settings) === "Fair" ? "Minimum" : "None",
    backupStorageVersion: "V2",
  };
}

function privateEndpointStates(vault: StoredResource): JsonObject {
  const connections = asArray(valueAt(vault, "properties.privateEndpointConnections"));
  const stateFor = (group: string): string =>
    connections.some((c) => asArray(valueAt(c, "properties.groupIds")).includes(group))
      ? "Enabled"
      : "None";
  return {
    privateEndpointStateForBackup: stateFor("AzureBackup"),
    privateEndpointStateForSiteRecovery: stateFor("AzureSiteRecovery"),
  };
}

/** Soft delete is what the levels of learn.microsoft.com backup/secure-score begin with. */
function securityLevelOf(settings: JsonObject): string {
  const state = asText(valueAt(settings, "securitySettings.softDeleteSettings.softDeleteState"));
  return state === "Disabled" ? "Poor" : "Fair";
}

/** Source: learn.microsoft.com azure-resource-manager/management/resource-name-rules. */
function requireName(name: string): void {
  if (!/^[a-z][a-z0-9-]{1,49}$/i.test(name)) {
    throw new ArmError(
      400,
      "InvalidResourceName",
      `The vault name '${name}' is invalid: it must be 2 to 50 letters, digits and hyphens and begin ` +
        "with a letter.",
    );
  }
}
