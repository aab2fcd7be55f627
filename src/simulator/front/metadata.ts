import { jsonResponse, type HttpResponse } from "./http";

/** Name under which the simulated cloud presents itself. */
export const cloudName = "AzureEvergreenSimulation";

/**
 * `GET /metadata/endpoints`: one object since 2022-09-01, an array of one before.
 *
 * Source: Azure/azure-cli cloud.py (keys that it reads without a default), hashicorp/go-azure-sdk
 * metadata client.
 */
export function cloudMetadata(endpoint: string, apiVersion: string): HttpResponse {
  const cloud = {
    name: cloudName,
    portal: endpoint,
    authentication: {
      loginEndpoint: endpoint,
      audiences: [`${endpoint}/`, "https://management.core.windows.net/"],
      tenant: "common",
      identityProvider: "AAD",
    },
    resourceManager: `${endpoint}/`,
    graph: `${endpoint}/`,
    graphAudience: `${endpoint}/`,
    microsoftGraphResourceId: `${endpoint}/`,
    activeDirectoryDataLake: `${endpoint}/`,
    batch: `${endpoint}/`,
    gallery: `${endpoint}/`,
    media: endpoint,
    sqlManagement: `${endpoint}/`,
    vmImageAliasDoc: `${endpoint}/`,
    suffixes: {
      keyVaultDns: "vault.simulated.invalid",
      storage: "storage.simulated.invalid",
      sqlServerHostname: "database.simulated.invalid",
      azureDataLakeStoreFileSystem: "datalake.simulated.invalid",
      azureDataLakeAnalyticsCatalogAndJob: "analytics.simulated.invalid",
      acrLoginServer: "registry.simulated.invalid",
    },
  };
  return jsonResponse(200, apiVersion >= "2022-09-01" ? cloud : [cloud]);
}
