import { allRegions } from "../../azure/regions";
import type { Tags } from "../../azure/tags";
import type { Operation } from "../operation";
import { page } from "../resource-manager/paging";
import type { World } from "../world";
import { subscriptionTags } from "./tags";

const witness = "learn.microsoft.com rest/api/resources/subscriptions and /tenants";

/** The one subscription as Azure answers it. */
export function subscriptionOf(world: World) {
  return {
    id: `/subscriptions/${world.subscriptionId}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: world.subscriptionId,
    tenantId: world.tenantId,
    displayName: "Simulated subscription",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
    ...taggedWith(subscriptionTags(world)),
  };
}

export function subscriptionOperations(world: World): Operation[] {
  const subscriptionId = `/subscriptions/${world.subscriptionId}`;
  const tenant = {
    id: `/tenants/${world.tenantId}`,
    tenantId: world.tenantId,
    countryCode: "SE",
    displayName: "Simulated tenant",
    domains: ["simulated.example"],
    tenantCategory: "Home",
  };
  return [
    {
      id: "Subscriptions_List",
      method: "GET",
      path: "/subscriptions",
      action: undefined,
      witness,
      // A list holds what the caller has any right in; it never refuses.
      handle: (call) => ({
        status: 200,
        body: page(
          call,
          world.access.sees(call.principalId, subscriptionId) ? [subscriptionOf(world)] : [],
        ),
      }),
    },
    {
      id: "Subscriptions_Get",
      method: "GET",
      path: "/subscriptions/{subscriptionId}",
      action: "Microsoft.Resources/subscriptions/read",
      witness,
      handle: () => ({ status: 200, body: subscriptionOf(world) }),
    },
    {
      id: "Subscriptions_ListLocations",
      method: "GET",
      path: "/subscriptions/{subscriptionId}/locations",
      action: "Microsoft.Resources/subscriptions/locations/read",
      witness,
      handle: (call) => ({ status: 200, body: page(call, locations(world)) }),
    },
    {
      id: "Tenants_List",
      method: "GET",
      path: "/tenants",
      action: undefined,
      witness,
      handle: (call) => ({ status: 200, body: page(call, [tenant]) }),
    },
  ];
}

function taggedWith(tags: Tags): { readonly tags?: Tags } {
  return Object.keys(tags).length === 0 ? {} : { tags };
}

function locations(world: World): object[] {
  const base = `/subscriptions/${world.subscriptionId}/locations`;
  return allRegions().map((region) => ({
    id: `${base}/${region.name}`,
    name: region.name,
    type: "Region",
    displayName: region.name,
    regionalDisplayName: region.name,
    metadata: {
      regionType: "Physical",
      geography: region.geography,
      physicalLocation: region.physicalLocation,
      pairedRegion:
        region.pairedRegion === undefined
          ? []
          : [{ name: region.pairedRegion, id: `${base}/${region.pairedRegion}` }],
    },
  }));
}
