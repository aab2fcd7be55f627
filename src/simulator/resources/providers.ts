import { allRegions } from "../../azure/regions";
import { readArmPath } from "../resource-manager/arm-path";
import { ArmError, type Call, type Operation } from "../operation";
import { page } from "../resource-manager/paging";
import type { World } from "../world";

const witness =
  "azure-rest-api-specs resources examples/2021-04-01/GetProvider.json; " +
  "learn.microsoft.com azure-resource-manager/management/resource-providers-and-types; rest/api/resources/providers";
const one = "/subscriptions/{subscriptionId}/providers/{resourceProviderNamespace}";
const readAction = "Microsoft.Resources/subscriptions/providers/read";

/** Which types each namespace has. */
export type ProviderTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** The namespaces and types that operations are declared for. */
export function typesOf(operations: readonly Operation[]): ProviderTypes {
  const types = new Map<string, Set<string>>();
  for (const { path } of operations) {
    const { namespace, type } = readArmPath(path);
    const known = types.get(namespace) ?? new Set<string>();
    // A word behind a type, such as an action, is no type of its own, but a list cannot be told from it.
    if (type !== "" && path.endsWith("}")) {
      known.add(type);
    }
    types.set(namespace, known);
  }
  return types;
}

export function providerOperations(world: World, types: () => ProviderTypes): Operation[] {
  const provider = (namespace: string): object => ({
    id: `/subscriptions/${world.subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: "RegistrationRequired",
    registrationState: world.registrations.state(namespace),
    resourceTypes: [...(types().get(namespace) ?? [])].map((resourceType) => ({
      resourceType,
      locations: allRegions().map((region) => region.name),
      apiVersions: [],
    })),
  });
  const named = (call: Call): string => {
    const wanted = call.parameters.resourceProviderNamespace ?? "";
    const found = [...types().keys()].find((n) => n.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) {
      throw new ArmError(
        404,
        "InvalidResourceNamespace",
        `The resource namespace '${wanted}' is invalid.`,
      );
    }
    return found;
  };
  return [
    {
      id: "Providers_List",
      method: "GET",
      path: "/subscriptions/{subscriptionId}/providers",
      action: readAction,
      witness,
      handle: (call) => ({ status: 200, body: page(call, [...types().keys()].map(provider)) }),
    },
    {
      id: "Providers_Get",
      method: "GET",
      path: one,
      action: readAction,
      witness,
      handle: (call) => ({ status: 200, body: provider(named(call)) }),
    },
    {
      id: "Providers_Register",
      method: "POST",
      path: `${one}/register`,
      action: "{resourceProviderNamespace}/register/action",
      witness,
      handle(call) {
        const namespace = named(call);
        world.registrations.register(namespace);
        return { status: 200, body: provider(namespace) };
      },
    },
    {
      id: "Providers_Unregister",
      method: "POST",
      path: `${one}/unregister`,
      action: "{resourceProviderNamespace}/unregister/action",
      witness,
      handle(call) {
        const namespace = named(call);
        if (usedNamespaces(world).has(namespace.toLowerCase())) {
          throw new ArmError(
            409,
            "ProviderHasResources",
            `The provider '${namespace}' cannot be unregistered because the subscription still has resources of it.`,
          );
        }
        world.registrations.unregister(namespace);
        return { status: 200, body: provider(namespace) };
      },
    },
  ];
}

/** A provider whose resources are still there cannot be left. Source: learn.microsoft.com, as above. */
function usedNamespaces(world: World): Set<string> {
  return new Set(world.estate.all().map((r) => (r.type.split("/")[0] ?? "").toLowerCase()));
}
