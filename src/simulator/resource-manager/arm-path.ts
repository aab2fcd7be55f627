/** What a path to Azure Resource Manager is about. */
export interface ArmPath {
  readonly subscriptionId: string | undefined;
  readonly resourceGroupName: string | undefined;
  /**
   * Namespace of the last provider in the path; `Microsoft.Resources` where there is none. In a path
   * template a namespace that is a parameter does not count: it is what the request is about.
   */
  readonly namespace: string;
  /** Type below the namespace, for example `vaults/replicationFabrics`. */
  readonly type: string;
  /** The scope at which the right is asked for: the resource, or what a list or an action stands in. */
  readonly scope: string;
}

export function readArmPath(path: string): ArmPath {
  const segments = path.split("/").slice(1);
  const lower = segments.map((segment) => segment.toLowerCase());
  const after = (word: string, at: number): string | undefined =>
    lower[at] === word ? segments[at + 1] : undefined;
  const provider = segments.findLastIndex(
    (_, i) => lower[i] === "providers" && lower[i + 1]?.startsWith("{") !== true,
  );
  const namespace = provider < 0 ? undefined : segments[provider + 1];
  const below = provider < 0 ? [] : segments.slice(provider + 2);
  return {
    subscriptionId: after("subscriptions", 0),
    resourceGroupName: after("resourcegroups", 2),
    namespace: namespace ?? "Microsoft.Resources",
    type: below.filter((_, i) => i % 2 === 0).join("/"),
    scope: scopeOf(segments, provider),
  };
}

/**
 * Names come in pairs behind a namespace: a last word without a partner is an action or a list.
 * Registering a provider is a matter of the subscription.
 *
 * Source: hashicorp/terraform-provider-azurerm issue 4410, ansible/ansible issue 19670 (`register/action`).
 */
function scopeOf(segments: readonly string[], provider: number): string {
  const start = provider < 0 ? 0 : provider + 2;
  const below = segments.slice(start);
  const registers = provider >= 0 && below.length === 1 && /^(un)?register$/i.test(below[0] ?? "");
  const odd = below.length % 2 === 1;
  const scope = registers ? segments.slice(0, provider) : odd ? segments.slice(0, -1) : segments;
  return scope.length === 0 ? "/" : `/${scope.join("/")}`;
}
