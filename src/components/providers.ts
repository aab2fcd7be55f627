import type * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../azure/finding";

const ownToken = "azure-evergreen:index:Any";
const azureNativeToken = "azure-native:index:Any";

/**
 * Refuses an explicit azure-native provider without an azure-evergreen one, for components that make
 * resources of both: the two would sign in with different credentials, perhaps to different
 * subscriptions.
 */
export function explicitProviderFindings(opts: pulumi.ComponentResourceOptions): Finding[] {
  if (hasProvider(opts, azureNativeToken) && !hasProvider(opts, ownToken)) {
    return [
      {
        ruleId: "EVG-PROVIDER-001",
        severity: "error",
        propertyPath: "opts.providers",
        message:
          "An explicit azure-native provider is given, but no azure-evergreen one, so part of the resources would be made with other credentials.",
        fix: 'Give both, providers: [azureNativeProvider, azureEvergreenProvider], the second made with new Provider(...) of "azure-evergreen/resources" and the same arguments.',
      },
    ];
  }
  return [];
}

function hasProvider(opts: pulumi.ComponentResourceOptions, token: string): boolean {
  const packageName = token.split(":")[0] ?? "";
  const { provider, providers } = opts;
  const given = [
    ...(provider === undefined ? [] : [provider]),
    ...(providers === undefined
      ? []
      : Array.isArray(providers)
        ? providers
        : Object.values(providers)),
  ];
  return (
    given.some((each) => packageOf(each) === packageName) ||
    opts.parent?.getProvider(token) !== undefined
  );
}

/** Package of a provider; `getPackage` is left out of Pulumi's declarations, not of its classes. */
function packageOf(provider: pulumi.ProviderResource): string {
  return (provider as unknown as { getPackage(): string }).getPackage();
}
