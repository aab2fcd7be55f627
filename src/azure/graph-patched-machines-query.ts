import {
  machineColumns,
  type MachineFilter,
  machineOperators,
  type MachineRow,
} from "./graph-machine-queries";
import { resultsOf } from "./graph-patch-queries";
import { graphQuery, type GraphQuery } from "./graph-query";

/**
 * A machine with its last assessment, its last installation and its patch extension. Texts are empty,
 * and other values null, where there is none, or where the caller may not read it.
 */
export interface PatchedMachineRow extends MachineRow {
  /** False of a machine made from a specialised disk or image: Azure then knows no patch settings. */
  readonly hasOsProfile: boolean | null;
  readonly hotpatchingEnabled: boolean | null;
  readonly createdAt: string;
  /** In lower case. */
  readonly availabilitySetId: string;
  /** In lower case. */
  readonly scaleSetId: string;
  /** For example `1`; empty of a machine that is in no zone. */
  readonly zone: string;
  /** `Succeeded`, `Failed`, `CompletedWithWarnings`, `InProgress` or `NotStarted`. */
  readonly assessmentStatus: string;
  /** When the last assessment ended. Azure keeps it for 7 days. */
  readonly assessedAt: string;
  /** `User` or `Platform`. */
  readonly assessedBy: string;
  readonly rebootPending: boolean | null;
  /** Number of patches that are missing, by classification. */
  readonly missingByClassification: Readonly<Record<string, number>> | null;
  /** `WU-WSUS`, `APT`, `YUM` or `Zypper`; `WU` where the machine tells that it is no WSUS. */
  readonly patchService: string;
  /** What went wrong, as JSON. */
  readonly assessmentErrors: string;
  readonly installationStatus: string;
  /** When the last installation began. Azure keeps it for 30 days. */
  readonly installationStartedAt: string;
  readonly installationEndedAt: string;
  /** `User` or `Platform`. */
  readonly installationStartedBy: string;
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
  /** What went wrong, as JSON. */
  readonly installationErrors: string;
  /** Provisioning state of the extension that patches. */
  readonly patchExtensionState: string;
}

/**
 * Machines with all that Azure Resource Graph knows of their patches, in one query of three joins.
 * The version of a machine's agent is in no table.
 *
 * Source: learn.microsoft.com update-manager/query-logs (results, `patchServiceUsed`),
 * governance/resource-graph/concepts/query-language (three joins a query), and as `machinesQuery`.
 */
export function patchedMachinesQuery(filter: MachineFilter = {}): GraphQuery<PatchedMachineRow> {
  const { resourceGroups } = filter;
  const ofGroups = resourceGroups === undefined ? {} : { resourceGroups };
  const assessments = [
    "patchassessmentresources",
    ...resultsOf("patchassessmentresults", "", ofGroups),
    "project machineId, assessment = properties",
  ];
  const installations = [
    "patchinstallationresources",
    ...resultsOf("patchinstallationresults", "", ofGroups),
    "extend began = todatetime(properties.startDateTime)",
    "summarize arg_max(began, properties) by machineId",
    "project machineId, installation = properties",
  ];
  const extensions = [
    "resources",
    "where type =~ 'microsoft.compute/virtualmachines/extensions'",
    "where tostring(properties.publisher) =~ 'Microsoft.CPlat.Core'",
    "where tostring(properties.type) in~ ('WindowsPatchExtension', 'LinuxPatchExtension')",
    "project machineId = tostring(split(tolower(id), '/extensions/')[0]), patchExtensionState = tostring(properties.provisioningState)",
  ];
  return graphQuery<PatchedMachineRow>(
    "patchedMachines",
    "resources",
    [
      ...machineOperators(filter),
      "extend machineId = tolower(id)",
      ...[assessments, installations, extensions].map(
        (lines) => `join kind=leftouter (${lines.join(" | ")}) on machineId`,
      ),
    ],
    { ...machineColumns, ...patchColumns },
  );
}

const patchColumns: Readonly<Record<Exclude<keyof PatchedMachineRow, keyof MachineRow>, string>> = {
  hasOsProfile: "isnotnull(osProfile)",
  hotpatchingEnabled: "patchSettings.enableHotpatching",
  createdAt: "tostring(properties.timeCreated)",
  availabilitySetId: "tolower(tostring(properties.availabilitySet.id))",
  scaleSetId: "tolower(tostring(properties.virtualMachineScaleSet.id))",
  zone: "tostring(zones[0])",
  assessmentStatus: "tostring(assessment.status)",
  assessedAt: "tostring(assessment.lastModifiedDateTime)",
  assessedBy: "tostring(assessment.startedBy)",
  rebootPending: "assessment.rebootPending",
  missingByClassification: "assessment.availablePatchCountByClassification",
  patchService: "tostring(assessment.patchServiceUsed)",
  assessmentErrors: "tostring(assessment.errorDetails)",
  installationStatus: "tostring(installation.status)",
  installationStartedAt: "tostring(installation.startDateTime)",
  installationEndedAt: "tostring(installation.lastModifiedDateTime)",
  installationStartedBy: "tostring(installation.startedBy)",
  installedCount: "toint(installation.installedPatchCount)",
  failedCount: "toint(installation.failedPatchCount)",
  pendingCount: "toint(installation.pendingPatchCount)",
  excludedCount: "toint(installation.excludedPatchCount)",
  notSelectedCount: "toint(installation.notSelectedPatchCount)",
  rebootStatus: "tostring(installation.rebootStatus)",
  maintenanceWindowExceeded: "installation.maintenanceWindowExceeded",
  maintenanceRunId: "tostring(installation.maintenanceRunId)",
  installationErrors: "tostring(installation.errorDetails)",
  patchExtensionState: "patchExtensionState",
};
