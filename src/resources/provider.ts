import * as pulumi from "@pulumi/pulumi";
import { configuredArguments, secretArguments } from "./stack-configuration";

/**
 * How the resources of `azure-evergreen` reach Azure: the arguments of azure-native's provider.
 * Each one defaults to `azure-evergreen:<name>` of the stack's configuration, then to
 * `azure-native:<name>`, so that one configuration serves both providers. What is in neither is taken
 * from the `ARM_*` environment variables, as azure-native does.
 */
export interface ProviderArgs {
  /** Further tenants to sign in to. */
  auxiliaryTenantIds?: pulumi.Input<pulumi.Input<string>[]>;
  /** Password of the client certificate. Kept secret. */
  clientCertificatePassword?: pulumi.Input<string>;
  /** Path of the certificate with which a service principal signs in. */
  clientCertificatePath?: pulumi.Input<string>;
  /** Client id of the service principal or managed identity. */
  clientId?: pulumi.Input<string>;
  /** Secret of the service principal. Kept secret. */
  clientSecret?: pulumi.Input<string>;
  /** Whether the authority is taken as it is, without asking Microsoft about it: for private clouds. Defaults to `false`. */
  disableInstanceDiscovery?: pulumi.Input<boolean>;
  /** Has no effect here; accepted so that azure-native's arguments can be passed on as they are. */
  disablePulumiPartnerId?: pulumi.Input<boolean>;
  /** The cloud: `public`, `usgovernment` or `china`. Defaults to `public`. Not used with `metadataHost`. */
  environment?: pulumi.Input<string>;
  /** Has no effect here: every location is given. */
  location?: pulumi.Input<string>;
  /** Host that describes a custom cloud; asked over HTTPS only. */
  metadataHost?: pulumi.Input<string>;
  /** Has no effect here, as in azure-native: the endpoint of managed identities is found by itself. */
  msiEndpoint?: pulumi.Input<string>;
  /** Token with which an OIDC token is asked for. Kept secret. */
  oidcRequestToken?: pulumi.Input<string>;
  /** Address at which an OIDC token is asked for. */
  oidcRequestUrl?: pulumi.Input<string>;
  /** OIDC token to exchange for an Azure token. Kept secret. */
  oidcToken?: pulumi.Input<string>;
  /** File that holds the OIDC token. */
  oidcTokenFilePath?: pulumi.Input<string>;
  /** Has no effect here; accepted so that azure-native's arguments can be passed on as they are. */
  partnerId?: pulumi.Input<string>;
  /** Subscription of features that name none. Everything else carries its subscription in its ids. */
  subscriptionId?: pulumi.Input<string>;
  /** Tenant to sign in to. */
  tenantId?: pulumi.Input<string>;
  /** Whether to sign in with the Azure SDK's default chain of credentials. Defaults to `false`. */
  useDefaultAzureCredential?: pulumi.Input<boolean>;
  /** Whether to sign in with a managed identity. Defaults to `false`. */
  useMsi?: pulumi.Input<boolean>;
  /** Whether to sign in with OIDC. Defaults to `false`. */
  useOidc?: pulumi.Input<boolean>;
}

/** A way to Azure of its own, for resources that do not use the stack's. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("azure-evergreen", name, { ...configuredArguments(), ...providerInputs(args) }, opts);
  }
}

type Argument = pulumi.Input<string | boolean | pulumi.Input<string>[]>;

/** The arguments as the engine takes them: it knows only texts for a provider. */
function providerInputs(args: ProviderArgs): Record<string, pulumi.Output<string>> {
  const inputs: Record<string, pulumi.Output<string>> = {};
  for (const [name, value] of Object.entries<Argument | undefined>({ ...args })) {
    if (value !== undefined) {
      const text = pulumi
        .output(value)
        .apply((known) => (typeof known === "string" ? known : JSON.stringify(known)));
      inputs[name] = secretArguments.includes(name) ? pulumi.secret(text) : text;
    }
  }
  return inputs;
}
