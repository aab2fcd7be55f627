import { graphQuery, type GraphQuery, oneOf, type ResourceGroupFilter } from "./graph-query";

/** Which machines' patches a query is about. */
export interface PatchFilter extends ResourceGroupFilter {
  /** Ids of machines, compared without case. Defaults to every machine. */
  readonly machineIds?: readonly string[];
}

/** The last assessment of a machine. Azure keeps it for 7 days. */
export interface AssessmentRow {
  readonly id: string;
  /** In lower case. */
  readonly machineId: string;
  /** `Succeeded`, `Failed`, `CompletedWithWarnings`, `InProgress` or `NotStarted`. */
  readonly status: string;
  /** `Windows` or `Linux`. */
  readonly osType: string;
  readonly assessedAt: string;
  /** `User` or `Platform`. */
  readonly startedBy: string;
  readonly rebootPending: boolean | null;
  readonly criticalCount: number | null;
  readonly securityCount: number | null;
  /** Number of patches by classification, all classes. */
  readonly countByClassification: Readonly<Record<string, number>> | null;
  /** What went wrong, as JSON; empty when nothing did. */
  readonly errorDetails: string;
}

/**
 * The last assessment of each machine that has one.
 *
 * Source: learn.microsoft.com update-manager/query-logs and sample-query-logs.
 */
export function assessmentsQuery(filter: PatchFilter = {}): GraphQuery<AssessmentRow> {
  const counts = "properties.availablePatchCountByClassification";
  return graphQuery<AssessmentRow>(
    "assessments",
    "patchassessmentresources",
    resultsOf("patchassessmentresults", "", filter),
    {
      id: "id",
      machineId: "machineId",
      status: "tostring(properties.status)",
      osType: "tostring(properties.osType)",
      assessedAt: "tostring(properties.lastModifiedDateTime)",
      startedBy: "tostring(properties.startedBy)",
      rebootPending: "properties.rebootPending",
      criticalCount: `toint(${counts}.critical)`,
      securityCount: `toint(${counts}.security)`,
      countByClassification: counts,
      errorDetails: "tostring(properties.errorDetails)",
    },
  );
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

/** The last installation on a machine. Azure keeps installations for 30 days. */
export interface InstallationRow {
  readonly id: string;
  /** In lower case. */
  readonly machineId: string;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** `User` or `Platform`. */
  readonly startedBy: string;
  readonly installedCount: number | null;
  readonly failedCount: number | null;
  readonly pendingCount: number | null;
  readonly excludedCount: number | null;
  readonly notSelectedCount: number | null;
  /** `NotNeeded`, `Required`, `Started`, `Failed` or `Completed`. */
  readonly rebootStatus: string;
  readonly maintenanceWindowExceeded: boolean | null;
  /** Id of the schedule's run; empty when no schedule asked for it. */
  readonly maintenanceRunId: string;
  readonly errorDetails: string;
}

/**
 * The last installation on each machine that has had one.
 *
 * Source: learn.microsoft.com update-manager/query-logs.
 */
export function lastInstallationsQuery(filter: PatchFilter = {}): GraphQuery<InstallationRow> {
  return graphQuery<InstallationRow>(
    "lastInstallations",
    "patchinstallationresources",
    [
      ...resultsOf("patchinstallationresults", "", filter),
      "extend began = todatetime(properties.startDateTime)",
      "summarize arg_max(began, id, properties) by machineId",
    ],
    {
      id: "id",
      machineId: "machineId",
      status: "tostring(properties.status)",
      startedAt: "tostring(properties.startDateTime)",
      endedAt: "tostring(properties.lastModifiedDateTime)",
      startedBy: "tostring(properties.startedBy)",
      installedCount: "toint(properties.installedPatchCount)",
      failedCount: "toint(properties.failedPatchCount)",
      pendingCount: "toint(properties.pendingPatchCount)",
      excludedCount: "toint(properties.excludedPatchCount)",
      notSelectedCount: "toint(properties.notSelectedPatchCount)",
      rebootStatus: "tostring(properties.rebootStatus)",
      maintenanceWindowExceeded: "properties.maintenanceWindowExceeded",
      maintenanceRunId: "tostring(properties.maintenanceRunId)",
      errorDetails: "tostring(properties.errorDetails)",
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
