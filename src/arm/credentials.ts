import { readFile } from "node:fs/promises";
import type { TokenCredential } from "@azure/core-auth";
import { isKnownAuthority, type Cloud } from "./cloud";
import type { AzureConfiguration } from "./configuration";

/** The ways to sign in, in the order in which azure-native tries them. */
export type SignInMethod =
  | "the default Azure credential"
  | "a client certificate"
  | "a client secret"
  | "OIDC"
  | "a managed identity"
  | "the Azure CLI";

/** The one way to sign in that a configuration asks for; there is no falling through to another. */
export function signInMethod(configuration: AzureConfiguration): SignInMethod {
  if (configuration.useDefaultAzureCredential) {
    return "the default Azure credential";
  }
  if (configuration.clientCertificatePath !== undefined) {
    return "a client certificate";
  }
  if (configuration.clientSecret !== undefined) {
    return "a client secret";
  }
  if (configuration.useOidc) {
    return "OIDC";
  }
  return configuration.useMsi ? "a managed identity" : "the Azure CLI";
}

/** What a configuration lacks for its way to sign in; empty when nothing. */
export function signInProblems(configuration: AzureConfiguration): string[] {
  const method = signInMethod(configuration);
  const problems: string[] = [];
  const want = (name: "tenantId" | "clientId", variable: string): void => {
    if (configuration[name] === undefined) {
      problems.push(`${name} is not set. Set it, or ${variable}, to sign in with ${method}.`);
    }
  };
  if (["a client certificate", "a client secret", "OIDC"].includes(method)) {
    want("tenantId", "ARM_TENANT_ID");
    want("clientId", "ARM_CLIENT_ID");
  }
  if (method === "OIDC" && !hasOidcSource(configuration)) {
    problems.push(
      "No OIDC token can be had. Set oidcToken (ARM_OIDC_TOKEN), oidcTokenFilePath " +
        "(ARM_OIDC_TOKEN_FILE_PATH), or oidcRequestUrl and oidcRequestToken (ARM_OIDC_REQUEST_URL and " +
        "ARM_OIDC_REQUEST_TOKEN).",
    );
  }
  if (/\.(pfx|p12)$/i.test(configuration.clientCertificatePath ?? "")) {
    problems.push(
      `clientCertificatePath is '${configuration.clientCertificatePath ?? ""}'; a PKCS #12 file cannot ` +
        "be read here. Give a PEM file with the certificate and its key: openssl pkcs12 -in <file> -out <file>.pem.",
    );
  }
  return problems;
}

/** Makes the credential; the library behind it is loaded only now. */
export async function createCredential(
  configuration: AzureConfiguration,
  cloud: Cloud,
): Promise<TokenCredential> {
  const identity = await import("@azure/identity");
  const { tenantId = "", clientId = "" } = configuration;
  const tenants = { additionallyAllowedTenants: [...configuration.auxiliaryTenantIds] };
  const authority = {
    authorityHost: cloud.authorityHost,
    // Microsoft's own list does not know the authority of a private cloud.
    disableInstanceDiscovery: configuration.disableInstanceDiscovery || !isKnownAuthority(cloud),
  };
  switch (signInMethod(configuration)) {
    case "the default Azure credential":
      return new identity.DefaultAzureCredential({
        ...tenants,
        ...authority,
        ...(tenantId === "" ? {} : { tenantId }),
        ...(clientId === "" ? {} : { managedIdentityClientId: clientId }),
      });
    case "a client certificate":
      return new identity.ClientCertificateCredential(
        tenantId,
        clientId,
        {
          certificatePath: configuration.clientCertificatePath ?? "",
          ...(configuration.clientCertificatePassword === undefined
            ? {}
            : { certificatePassword: configuration.clientCertificatePassword }),
        },
        { ...tenants, ...authority },
      );
    case "a client secret":
      return new identity.ClientSecretCredential(
        tenantId,
        clientId,
        configuration.clientSecret ?? "",
        { ...tenants, ...authority },
      );
    case "OIDC":
      return new identity.ClientAssertionCredential(
        tenantId,
        clientId,
        () => oidcToken(configuration),
        authority,
      );
    case "a managed identity":
      return new identity.ManagedIdentityCredential(clientId === "" ? {} : { clientId });
    case "the Azure CLI":
      return new identity.AzureCliCredential({
        ...tenants,
        ...(tenantId === "" ? {} : { tenantId }),
        ...(configuration.subscriptionId === undefined
          ? {}
          : { subscription: configuration.subscriptionId }),
      });
  }
}

/**
 * The token that another service vouches with: the one that was given, the one in a file, which is
 * read each time because it is renewed there, or one that is asked for.
 */
export async function oidcToken(
  configuration: AzureConfiguration,
  request: typeof fetch = fetch,
): Promise<string> {
  if (configuration.oidcToken !== undefined) {
    return configuration.oidcToken;
  }
  if (configuration.oidcTokenFilePath !== undefined) {
    return (await readFile(configuration.oidcTokenFilePath, "utf8")).trim();
  }
  const url = new URL(configuration.oidcRequestUrl ?? "");
  url.searchParams.set("audience", configuration.oidcAudience ?? "api://AzureADTokenExchange");
  const answer = await request(url, {
    headers: {
      accept: "application/json",
      authorization: `Bearer ${configuration.oidcRequestToken ?? ""}`,
    },
  });
  const body: unknown = answer.ok ? await answer.json() : undefined;
  const value = (body as { readonly value?: unknown } | undefined)?.value;
  if (typeof value !== "string" || value === "") {
    throw new Error(`${url.origin}${url.pathname} answered ${answer.status} and no OIDC token.`);
  }
  return value;
}

function hasOidcSource(configuration: AzureConfiguration): boolean {
  return (
    configuration.oidcToken !== undefined ||
    configuration.oidcTokenFilePath !== undefined ||
    (configuration.oidcRequestUrl !== undefined && configuration.oidcRequestToken !== undefined)
  );
}
