import { ArmError } from "../operation";

/**
 * The first api-version of each provider, previews included.
 *
 * Source: the list of types and versions in Azure/azure-resource-manager-schemas issue 2037;
 * Microsoft.Authorization: Azure/acs-engine issue 4037; Microsoft.Resources: Azure/azure-cli issue 28038;
 * Microsoft.EventGrid: azure-rest-api-specs eventgrid, preview/2017-09-15-preview;
 * Microsoft.Maintenance: azure-rest-api-specs maintenance, preview/2018-06-01-preview;
 * Microsoft.PolicyInsights: azure-rest-api-specs policyinsights, preview/2017-08-09-preview;
 * Microsoft.ResourceGraph: azure-rest-api-specs resourcegraph, preview/2018-09-01-preview;
 * Microsoft.Network: Azure/azure-powershell issue 2230; Microsoft.Storage: azure-resource-manager-schemas issue 33.
 */
const firstVersions: Readonly<Record<string, string>> = {
  "microsoft.authorization": "2014-04-01-preview",
  "microsoft.automation": "2015-01-01-preview",
  "microsoft.compute": "2015-05-01-preview",
  "microsoft.eventgrid": "2017-09-15-preview",
  "microsoft.features": "2014-08-01-preview",
  "microsoft.insights": "2014-04-01",
  "microsoft.keyvault": "2014-12-19-preview",
  "microsoft.maintenance": "2018-06-01-preview",
  "microsoft.managedidentity": "2015-08-31-preview",
  "microsoft.network": "2014-12-01-preview",
  "microsoft.policyinsights": "2017-08-09-preview",
  "microsoft.recoveryservices": "2015-03-15",
  "microsoft.resourcegraph": "2018-09-01-preview",
  "microsoft.resources": "2014-01-01",
  "microsoft.storage": "2014-12-01-preview",
};

/** Source: hashicorp and Azure SDK issues, for example Azure/azure-sdk-for-go issue 22571. */
export function requireApiVersion(query: Readonly<Record<string, string>>): string {
  const version = query["api-version"];
  if (version === undefined || version === "") {
    throw new ArmError(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  return version;
}

/**
 * Any real date, with or without a word such as `-preview`, is taken: one client asks one provider in
 * a dozen versions. What is no date, or is older than the provider, is refused.
 *
 * Source: Azure/azure-cli issue 28038 (InvalidApiVersionParameter), Azure/azure-powershell issue 2230
 * (NoRegisteredProviderFound).
 */
export function checkApiVersion(version: string, namespace: string, type: string): void {
  const first = firstVersions[namespace.toLowerCase()] ?? "2014-01-01";
  if (isVersion(version) && version.slice(0, 10) >= first.slice(0, 10)) {
    return;
  }
  throw namespace.toLowerCase() === "microsoft.resources"
    ? new ArmError(
        400,
        "InvalidApiVersionParameter",
        `The api-version '${version}' is invalid. The supported versions are '${first} and later'.`,
      )
    : new ArmError(
        400,
        "NoRegisteredProviderFound",
        `No registered resource provider found for location 'null' and API version '${version}' for type ` +
          `'${type}'. The supported api-versions are '${first} and later'. The supported locations are ', '.`,
      );
}

function isVersion(version: string): boolean {
  const [, date] = /^(\d{4}-\d{2}-\d{2})(-[a-z][a-z0-9]*)?$/i.exec(version) ?? [];
  return date !== undefined && isRealDate(date);
}

function isRealDate(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}
