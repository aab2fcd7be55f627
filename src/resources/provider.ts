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
  auxiliaryTenantIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Password of the client certificate. Kept secret. */
  clientCertificatePassword?: pulumi.Input<string | undefined>;
  /** Path of the certificate with which a service principal signs in. */
  clientCertificatePath?: pulumi.Input<string | undefined>;
  /** Client id of the service principal or managed identity. */
  clientId?: pulumi.Input<string | undefined>;
  /** Secret of the service principal. Kept secret. */
  clientSecret?: pulumi.Input<string | undefined>;
  /** Whether the authority is taken as it is, without asking Microsoft about it: for private clouds. Defaults to `false`. */
  disableInstanceDiscovery?: pulumi.Input<boolean | undefined>;
  /** Has no effect here; accepted so that azure-native's arguments can be passed on as they are. */
  disablePulumiPartnerId?: pulumi.Input<boolean | undefined>;
  /** The cloud: `public`, `usgovernment` or `china`. Defaults to `public`. Not used with `metadataHost`. */
  environment?: pulumi.Input<string | undefined>;
  /** Has no effect here: every location is given. */
  location?: pulumi.Input<string | undefined>;
  /** Host that describes a custom cloud; asked over HTTPS only. */
  metadataHost?: pulumi.Input<string | undefined>;
  /** Has no effect here, as in azure-native: the endpoint of managed identities is found by itself. */
  msiEndpoint?: pulumi.Input<string | undefined>;
  /** Token with which an OIDC token is asked for. Kept secret. */
  oidcRequestToken?: pulumi.Input<string | undefined>;
  /** Address at which an OIDC token is asked for. */
  oidcRequestUrl?: pulumi.Input<string | undefined>;
  /** OIDC token to exchange for an Azure token. Kept secret. */
  oidcToken?: pulumi.Input<string | undefined>;
  /** File that holds the OIDC token. */
  oidcTokenFilePath?: pulumi.Input<string | undefined>;
  /** Has no effect here; accepted so that azure-native's arguments can be passed on as they are. */
  partnerId?: pulumi.Input<string | undefined>;
  /** Subscription of features that name none. Everything else carries its subscription in its ids. */
  subscriptionId?: pulumi.Input<string | undefined>;
  /** Tenant to sign in to. */
  tenantId?: pulumi.Input<string | undefined>;
  /** Whether to sign in with the Azure SDK's default chain of credentials. Defaults to `false`. */
  useDefaultAzureCredential?: pulumi.Input<boolean | undefined>;
  /** Whether to sign in with a managed identity. Defaults to `false`. */
  useMsi?: pulumi.Input<boolean | undefined>;
  /** Whether to sign in with OIDC. Defaults to `false`. */
  useOidc?: pulumi.Input<boolean | undefined>;
}

/** A way to Azure of its own, for resources that do not use the stack's. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super("azure-evergreen", name, providerInputs(args), opts);
  }
}

type Argument = pulumi.Input<string | boolean | pulumi.Input<string>[] | undefined>;

/**
 * The arguments as the engine takes them: it knows only texts for a provider. What is not given, or
 * turns out to be nothing, is as configured.
 */
function providerInputs(args: ProviderArgs): Record<string, pulumi.Input<string | undefined>> {
  const configured = configuredArguments();
  const inputs: Record<string, pulumi.Input<string | undefined>> = { ...configured };
  for (const [name, value] of Object.entries<Argument>({ ...args })) {
    if (value !== undefined) {
      const text = pulumi.output(value).apply((known): pulumi.Output<string | undefined> => {
        const given = typeof known === "object" ? JSON.stringify(known) : known?.toString();
        return pulumi.output(given ?? configured[name]);
      });
      inputs[name] = secretArguments.includes(name) ? pulumi.secret(text) : text;
    }
  }
  return inputs;
}
