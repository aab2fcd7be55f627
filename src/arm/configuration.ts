/** Who signs in, and where: azure-native's provider arguments, filled from the environment. */
export interface AzureConfiguration {
  readonly subscriptionId?: string;
  readonly tenantId?: string;
  readonly auxiliaryTenantIds: readonly string[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly clientCertificatePath?: string;
  readonly clientCertificatePassword?: string;
  readonly environment?: string;
  readonly metadataHost?: string;
  readonly disableInstanceDiscovery: boolean;
  readonly useDefaultAzureCredential: boolean;
  readonly useOidc: boolean;
  readonly oidcToken?: string;
  readonly oidcTokenFilePath?: string;
  readonly oidcRequestToken?: string;
  readonly oidcRequestUrl?: string;
  readonly oidcAudience?: string;
  readonly useMsi: boolean;
}

type Name = keyof AzureConfiguration;

/**
 * The environment variables of each argument, the first that is set counts.
 *
 * Source: pulumi/pulumi-azure-native, provider/pkg/provider/auth.go and auth_azidentity.go.
 */
const variables: Readonly<Record<Name, readonly string[]>> = {
  subscriptionId: ["ARM_SUBSCRIPTION_ID"],
  tenantId: ["ARM_TENANT_ID"],
  auxiliaryTenantIds: ["ARM_AUXILIARY_TENANT_IDS"],
  clientId: ["ARM_CLIENT_ID"],
  clientSecret: ["ARM_CLIENT_SECRET"],
  clientCertificatePath: ["ARM_CLIENT_CERTIFICATE_PATH"],
  clientCertificatePassword: ["ARM_CLIENT_CERTIFICATE_PASSWORD"],
  environment: ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"],
  metadataHost: ["ARM_METADATA_HOSTNAME"],
  disableInstanceDiscovery: ["ARM_DISABLE_INSTANCE_DISCOVERY"],
  useDefaultAzureCredential: ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"],
  useOidc: ["ARM_USE_OIDC"],
  oidcToken: ["ARM_OIDC_TOKEN"],
  oidcTokenFilePath: ["ARM_OIDC_TOKEN_FILE_PATH"],
  oidcRequestToken: ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
  oidcRequestUrl: ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL"],
  oidcAudience: ["ARM_OIDC_AUDIENCE"],
  useMsi: ["ARM_USE_MSI"],
};

/** Arguments whose values no message may repeat. */
const secretNames = [
  "clientSecret",
  "clientCertificatePassword",
  "oidcToken",
  "oidcRequestToken",
] as const;

/**
 * Reads a provider's configuration: its arguments, then the environment. Switches may be booleans or
 * the texts that Pulumi makes of them, lists may be JSON texts; an empty text counts as not given.
 * Throws when `auxiliaryTenantIds` is no list of texts.
 */
export function readConfiguration(
  given: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): AzureConfiguration {
  const read = (name: Name): unknown =>
    isGiven(given[name])
      ? given[name]
      : variables[name].map((variable) => environment[variable]).find(isGiven);
  const text = <N extends Name>(name: N): Partial<Record<N, string>> => {
    const value = read(name);
    return typeof value === "string" ? ({ [name]: value } as Record<N, string>) : {};
  };
  return {
    ...text("subscriptionId"),
    ...text("tenantId"),
    auxiliaryTenantIds: tenantIds(read("auxiliaryTenantIds")),
    ...text("clientId"),
    ...text("clientSecret"),
    ...text("clientCertificatePath"),
    ...text("clientCertificatePassword"),
    ...text("environment"),
    ...text("metadataHost"),
    disableInstanceDiscovery: isOn(read("disableInstanceDiscovery")),
    useDefaultAzureCredential: isOn(read("useDefaultAzureCredential")),
    useOidc: isOn(read("useOidc")),
    ...text("oidcToken"),
    ...text("oidcTokenFilePath"),
    ...text("oidcRequestToken"),
    ...text("oidcRequestUrl"),
    ...text("oidcAudience"),
    useMsi: isOn(read("useMsi")),
  };
}

/** A text without the secrets of a configuration. */
export function withoutSecretsOf(configuration: AzureConfiguration, text: string): string {
  return secretNames
    .map((name) => configuration[name])
    .filter((secret) => secret !== undefined)
    .reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), text);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function isOn(value: unknown): boolean {
  return value === true || String(value).toLowerCase() === "true";
}

function tenantIds(value: unknown): string[] {
  const list = typeof value === "string" ? parsedJson(value) : (value ?? []);
  if (Array.isArray(list) && list.every((item): item is string => typeof item === "string")) {
    return list;
  }
  throw new Error(
    'auxiliaryTenantIds must be a list of tenant ids, in ARM_AUXILIARY_TENANT_IDS as JSON: ["<tenant id>"].',
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
