import { asText } from "../../json";
import { resourceGroupType } from "../../resources/resource-groups";
import { subscriptionOf } from "../../resources/subscriptions";
import type { World } from "../../world";
import type { GraphRow } from "./graph-row";
import { rowOf } from "./resources";

/**
 * Table `resourcecontainers`: the subscription and its groups, whose names keep their case here.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/query-language and
 * concepts/explore-resources (case of the group).
 */
export function containerRows(world: World): GraphRow[] {
  const { id, displayName, state, subscriptionPolicies, managedByTenants } = subscriptionOf(world);
  return [
    {
      id,
      name: displayName,
      type: "microsoft.resources/subscriptions",
      properties: { state, subscriptionPolicies, managedByTenants },
      action: "Microsoft.Resources/subscriptions/read",
    },
    ...world.estate.ofType(resourceGroupType).map((group) => ({
      ...rowOf(group),
      type: "microsoft.resources/subscriptions/resourcegroups",
      resourceGroup: asText(group.name) ?? "",
      action: "Microsoft.Resources/subscriptions/resourceGroups/read",
    })),
  ];
}
