import { graphQuery, type GraphQuery, oneOf, type ResourceGroupFilter } from "./graph-query";

/** A schedule of Update Manager: a maintenance configuration for patches in the guest. */
export interface ScheduleRow {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  /** In the schedule's own time zone, `yyyy-MM-dd HH:mm`. */
  readonly startDateTime: string;
  readonly expirationDateTime: string;
  /** `HH:mm`. */
  readonly duration: string;
  /** Windows id. */
  readonly timeZone: string;
  readonly recurEvery: string;
  readonly rebootSetting: string;
}

/**
 * Schedules of Update Manager. They stand among the resources, not in `maintenanceresources`.
 *
 * Source: learn.microsoft.com governance/resource-graph/reference/supported-tables-resources,
 * virtual-machines/maintenance-configurations.
 */
export function schedulesQuery(filter: ResourceGroupFilter = {}): GraphQuery<ScheduleRow> {
  const window = "properties.maintenanceWindow";
  return graphQuery<ScheduleRow>(
    "schedules",
    "resources",
    [
      "where type =~ 'microsoft.maintenance/maintenanceconfigurations'",
      "where tostring(properties.maintenanceScope) =~ 'InGuestPatch'",
      ...oneOf("resourceGroup", filter.resourceGroups),
    ],
    {
      id: "id",
      name: "name",
      location: "location",
      startDateTime: `tostring(${window}.startDateTime)`,
      expirationDateTime: `tostring(${window}.expirationDateTime)`,
      duration: `tostring(${window}.duration)`,
      timeZone: `tostring(${window}.timeZone)`,
      recurEvery: `tostring(${window}.recurEvery)`,
      rebootSetting: "tostring(properties.installPatches.rebootSetting)",
    },
  );
}

/** What leads a schedule to machines: a machine itself, or a filter over a subscription or a group. */
export interface ScheduleAssignmentRow {
  readonly id: string;
  /** In lower case. */
  readonly scheduleId: string;
  /** The machine, or the subscription or group in which a dynamic scope looks; in lower case. */
  readonly targetId: string;
  /** The filter of a dynamic scope; null for a machine. */
  readonly dynamicScope: Readonly<Record<string, unknown>> | null;
}

/**
 * The assignments of schedules.
 *
 * Source: learn.microsoft.com update-manager/query-logs (`configurationassignments`).
 */
export function scheduleAssignmentsQuery(
  filter: { readonly scheduleIds?: readonly string[] } = {},
): GraphQuery<ScheduleAssignmentRow> {
  return graphQuery<ScheduleAssignmentRow>(
    "scheduleAssignments",
    "maintenanceresources",
    [
      "where type =~ 'microsoft.maintenance/configurationassignments'",
      "extend scheduleId = tolower(tostring(properties.maintenanceConfigurationId))",
      ...oneOf("scheduleId", filter.scheduleIds),
    ],
    {
      id: "id",
      scheduleId: "scheduleId",
      targetId: "tolower(tostring(properties.resourceId))",
      dynamicScope: "properties['filter']",
    },
  );
}

/** What a run of a schedule did to a machine. */
export interface ScheduleRunRow {
  readonly id: string;
  /** In lower case. */
  readonly machineId: string;
  /** In lower case. */
  readonly scheduleId: string;
  /** The run that the machine was in. */
  readonly runId: string;
  readonly status: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

export interface ScheduleRunFilter {
  /** Defaults to all machines. */
  readonly machineIds?: readonly string[];
  /** Days to look back. Defaults to `30`, which is all that Azure keeps. */
  readonly days?: number;
}

/**
 * What the runs of schedules did to each machine.
 *
 * Source: learn.microsoft.com update-manager/query-logs and sample-query-logs (`applyupdates`).
 */
export function scheduleRunsQuery({
  machineIds,
  days = 30,
}: ScheduleRunFilter = {}): GraphQuery<ScheduleRunRow> {
  return graphQuery<ScheduleRunRow>(
    "scheduleRuns",
    "maintenanceresources",
    [
      "where type =~ 'microsoft.maintenance/applyupdates'",
      "where tostring(properties.maintenanceScope) =~ 'InGuestPatch'",
      `where todatetime(properties.startDateTime) > ago(${wholeDays(days)}d)`,
      "extend machineId = tolower(tostring(properties.resourceId))",
      ...oneOf("machineId", machineIds),
    ],
    {
      id: "id",
      machineId: "machineId",
      scheduleId: "tolower(tostring(properties.maintenanceConfigurationId))",
      runId: "tostring(properties.correlationId)",
      status: "tostring(properties.status)",
      startedAt: "tostring(properties.startDateTime)",
      endedAt: "tostring(properties.endDateTime)",
      errorCode: "tostring(properties.errorCode)",
      errorMessage: "tostring(properties.errorMessage)",
    },
  );
}

/** A number of days as a query writes it. Throws `RangeError` for what is no whole number of them. */
export function wholeDays(days: number): string {
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new RangeError(`${days} is not a whole number of days, 1 or more.`);
  }
  return String(days);
}
