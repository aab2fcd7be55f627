import * as pulumi from "@pulumi/pulumi";

/** What of azure-native's configuration decides where and as whom the resources work. */
const names = [
  "auxiliaryTenantIds",
  "clientCertificatePassword",
  "clientCertificatePath",
  "clientId",
  "clientSecret",
  "disableInstanceDiscovery",
  "environment",
  "metadataHost",
  "msiEndpoint",
  "oidcAudience",
  "oidcRequestToken",
  "oidcRequestUrl",
  "oidcToken",
  "oidcTokenFilePath",
  "subscriptionId",
  "tenantId",
  "useDefaultAzureCredential",
  "useMsi",
  "useOidc",
] as const;

/** Arguments that are secret however they were given. */
export const secretArguments: readonly string[] = [
  "clientCertificatePassword",
  "clientSecret",
  "oidcRequestToken",
  "oidcToken",
];

/** Configuration of our own goes before azure-native's. */
const bags = ["azure-evergreen", "azure-native"] as const;

/**
 * The provider's arguments that stand in the stack's configuration: `azure-evergreen:<name>`, else
 * `azure-native:<name>`. What is secret there is secret here.
 */
export function configuredArguments(): Record<string, pulumi.Input<string>> {
  const found: Record<string, pulumi.Input<string>> = {};
  for (const name of names) {
    for (const bag of bags) {
      const value = pulumi.runtime.getConfig(`${bag}:${name}`);
      if (value !== undefined) {
        const secret = secretArguments.includes(name) || isConfigSecret(`${bag}:${name}`);
        found[name] ??= secret ? pulumi.secret(value) : value;
      }
    }
  }
  return found;
}

/** Whether the stack's configuration keeps a value encrypted. Pulumi has this without declaring it. */
function isConfigSecret(key: string): boolean {
  const runtime = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return runtime.isConfigSecret?.(key) ?? false;
}
