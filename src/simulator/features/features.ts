import type { Call, Operation } from "../operation";
import { page } from "../resource-manager/paging";
import type { World } from "../world";

const base = "/subscriptions/{subscriptionId}/providers/Microsoft.Features";
const one = `${base}/providers/{resourceProviderNamespace}/features/{featureName}`;
const witness =
  "learn.microsoft.com virtual-machines/automatic-vm-guest-patching (preview of 2021: up to 15 minutes, " +
  "then register the provider again); rest/api/resources/features";

/** The features API since 2015-12-01: register, look until `Registered`, then register the provider once more. */
export function featureOperations(world: World): Operation[] {
  const listed = (namespace?: string): object[] =>
    world.features
      .all()
      .filter((f) => namespace === undefined || sameWord(f.providerNamespace, namespace))
      .map((f) => answer(world, f.providerNamespace, f.featureName));
  return [
    {
      id: "Features_ListAll",
      method: "GET",
      path: `${base}/features`,
      action: "Microsoft.Features/features/read",
      witness,
      handle: (call) => ({ status: 200, body: page(call, listed()) }),
    },
    {
      id: "Features_List",
      method: "GET",
      path: `${base}/providers/{resourceProviderNamespace}/features`,
      action: "Microsoft.Features/providers/features/read",
      witness,
      handle: (call) => ({ status: 200, body: page(call, listed(named(call).namespace)) }),
    },
    {
      id: "Features_Get",
      method: "GET",
      path: one,
      action: "Microsoft.Features/providers/features/read",
      witness,
      handle(call) {
        const { namespace, feature } = named(call);
        return { status: 200, body: answer(world, namespace, feature) };
      },
    },
    {
      id: "Features_Register",
      method: "POST",
      path: `${one}/register`,
      action: "Microsoft.Features/providers/features/register/action",
      witness,
      handle(call) {
        const { namespace, feature } = named(call);
        world.features.register(namespace, feature, { reachesProvider: false });
        return { status: 200, body: answer(world, namespace, feature) };
      },
    },
    {
      id: "Features_Unregister",
      method: "POST",
      path: `${one}/unregister`,
      action: "Microsoft.Features/providers/features/unregister/action",
      witness,
      handle(call) {
        const { namespace, feature } = named(call);
        world.features.unregister(namespace, feature);
        return { status: 200, body: answer(world, namespace, feature) };
      },
    },
  ];
}

function answer(world: World, namespace: string, feature: string): object {
  return {
    properties: { state: world.features.find(namespace, feature)?.state ?? "NotRegistered" },
    id: `/subscriptions/${world.subscriptionId}/providers/Microsoft.Features/providers/${namespace}/features/${feature}`,
    type: "Microsoft.Features/providers/features",
    name: `${namespace}/${feature}`,
  };
}

function named(call: Call): { readonly namespace: string; readonly feature: string } {
  return {
    namespace: call.parameters.resourceProviderNamespace ?? "",
    feature: call.parameters.featureName ?? "",
  };
}

export function sameWord(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
