import {
  graphQuery,
  type GraphQuery,
  oneOf,
  quoted,
  type ResourceGroupFilter,
} from "./graph-query";

/** Which restore-point collections a query is about. */
export interface CollectionFilter extends ResourceGroupFilter {
  /** Id of the machine whose points they hold, compared without case. Defaults to every machine. */
  readonly machineId?: string;
}

/** A collection of instant recovery points. */
export interface CollectionRow {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  /** Id of the machine, in lower case; it may be gone. */
  readonly machineId: string;
}

/**
 * Restore-point collections by their source: their names and groups say nothing certain.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources; Compute
 * API, `RestorePointCollectionSourceProperties`.
 */
export function restorePointCollectionsQuery(
  filter: CollectionFilter = {},
): GraphQuery<CollectionRow> {
  return graphQuery<CollectionRow>(
    "restorePointCollections",
    "resources",
    [
      "where type =~ 'microsoft.compute/restorepointcollections'",
      ...oneOf("resourceGroup", filter.resourceGroups),
      "extend machineId = tolower(tostring(properties.source.id))",
      ...(filter.machineId === undefined
        ? []
        : [`where machineId == tolower(${quoted(filter.machineId)})`]),
    ],
    {
      id: "id",
      name: "name",
      resourceGroup: "resourceGroup",
      subscriptionId: "subscriptionId",
      machineId: "machineId",
    },
  );
}
