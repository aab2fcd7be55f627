import { graphQuery, type GraphQuery, oneOf, type ResourceGroupFilter } from "./graph-query";

/** Which machines' patches a query is about. */
export interface PatchFilter extends ResourceGroupFilter {
  /** Ids of machines, compared without case. Defaults to every machine. */
  readonly machineIds?: readonly string[];
}

/** A patch that a machine lacks. */
export interface PendingPatchRow {
  readonly id: string;
  /** In lower case. */
  readonly machineId: string;
  readonly patchName: string;
  /** Windows alone. */
  readonly kbId: string;
  /** Linux alone. */
  readonly version: string;
  readonly classifications: readonly string[] | null;
  /** `NeverReboots`, `AlwaysRequiresReboot`, `CanRequestReboot` or `Unknown`. */
  readonly rebootBehavior: string;
  readonly publishedAt: string;
}

/**
 * The patches that the last assessment of each machine found.
 *
 * Source: learn.microsoft.com update-manager/query-logs.
 */
export function pendingPatchesQuery(filter: PatchFilter = {}): GraphQuery<PendingPatchRow> {
  return graphQuery<PendingPatchRow>(
    "pendingPatches",
    "patchassessmentresources",
    resultsOf("patchassessmentresults", "/softwarepatches", filter),
    {
      id: "id",
      machineId: "machineId",
      patchName: "tostring(properties.patchName)",
      kbId: "tostring(properties.kbId)",
      version: "tostring(properties.version)",
      classifications: "properties.classifications",
      rebootBehavior: "tostring(properties.rebootBehavior)",
      publishedAt: "tostring(properties.publishedDateTime)",
    },
  );
}

/** Results of machines of Azure, each with its machine's id: all before the segment of the results. */
export function resultsOf(segment: string, child: string, filter: PatchFilter): string[] {
  return [
    `where type =~ 'microsoft.compute/virtualmachines/${segment}${child}'`,
    ...oneOf("resourceGroup", filter.resourceGroups),
    `extend machineId = tostring(split(tolower(id), '/${segment}/')[0])`,
    ...oneOf("machineId", filter.machineIds),
  ];
}
