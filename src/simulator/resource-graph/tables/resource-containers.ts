import { asText } from "../../json";
import type { Platform } from "../../operation";
import { resourceGroupType } from "../../resources/resource-groups";
import type { GraphRow } from "./graph-row";
import { rowOf } from "./resources";

/** The subscription as the list of subscriptions tells it. */
export interface SubscriptionFacts {
  readonly id: string;
  readonly displayName: string;
  readonly properties: unknown;
}

/**
 * Table `resourcecontainers`: the subscription and its groups, whose names keep their case here.
 *
 * Source: learn.microsoft.com governance/resource-graph/concepts/query-language and
 * concepts/explore-resources (case of the group).
 */
export function containerRows(platform: Platform, subscription: SubscriptionFacts): GraphRow[] {
  return [
    {
      id: subscription.id,
      name: subscription.displayName,
      type: "microsoft.resources/subscriptions",
      properties: subscription.properties,
      action: "Microsoft.Resources/subscriptions/read",
    },
    ...platform.estate.ofType(resourceGroupType).map((group) => ({
      ...rowOf(group),
      type: "microsoft.resources/subscriptions/resourcegroups",
      resourceGroup: asText(group.name) ?? "",
      action: "Microsoft.Resources/subscriptions/resourceGroups/read",
    })),
  ];
}
