import type { DynamicScopeFilter } from "./dynamic-scope";
import { propertyPath, type Finding } from "./finding";
import { maintenanceLimits } from "./maintenance-limits";
import { regionFindings } from "./regions";
import { schedulePatchingOutcome } from "./schedule-patching";

/** The types that a dynamic scope reaches. Source: as `dynamicScopeReaches`. */
export const dynamicScopeTypes: readonly string[] = [
  "Microsoft.Compute/virtualMachines",
  "Microsoft.HybridCompute/machines",
];

const operatingSystems: readonly string[] = ["Windows", "Linux"];
const operators: readonly string[] = ["All", "Any"];

/**
 * What is wrong with the filter of a dynamic scope.
 *
 * Source: learn.microsoft.com update-manager/dynamic-scope-overview; Maintenance API, `ConfigurationAssignmentFilterProperties`.
 */
export function dynamicScopeFindings(filter: DynamicScopeFilter, basePath: string): Finding[] {
  const { resourceTypes, osTypes, locations = [], filterOperator } = filter;
  const at = (property: string): string => propertyPath(basePath, property);
  return [
    ...wordFindings(resourceTypes, dynamicScopeTypes, at("resourceTypes")),
    ...wordFindings(osTypes, operatingSystems, at("osTypes")),
    ...locations.flatMap((region, index) => regionFindings(region, `${at("locations")}[${index}]`)),
    ...(filterOperator === undefined || operators.includes(filterOperator)
      ? []
      : [
          finding(
            "EVG-SCOPE-001",
            at("filterOperator"),
            `"${filterOperator}" is no word that it takes.`,
            "Use All or Any.",
          ),
        ]),
    ...countFindings(
      Object.keys(filter.tags ?? {}).length,
      maintenanceLimits.tagFilters,
      at("tags"),
    ),
    ...countFindings(
      (filter.resourceGroups ?? []).length,
      maintenanceLimits.resourceGroupFilters,
      at("resourceGroups"),
    ),
  ];
}

/** Refuses a dynamic scope that reaches a machine which no schedule can patch: Azure would only report each run as failed. */
export function unpatchableMachineFindings(
  machine: { readonly name: string; readonly patchMode?: string; readonly bypass?: boolean },
  path: string,
): Finding[] {
  const { name, patchMode, bypass = false } = machine;
  return schedulePatchingOutcome({ patchMode, bypass, scheduleAttached: true }).error === undefined
    ? []
    : [
        finding(
          "EVG-SCOPE-003",
          path,
          `The machine "${name}" fits, but no schedule can patch it: patchMode is ${patchMode === undefined ? "not set" : `"${patchMode}"`} and bypassPlatformSafetyChecksOnUserSchedule is ${bypass}.`,
          "Give it patchedBy: PatchedBy.Schedule, or filter so that it does not fit.",
        ),
      ];
}

/** Warns of a dynamic scope that no machine of the program fits: it may be meant for others. */
export function unreachedScopeFindings(machineCount: number, path: string): Finding[] {
  const machines = machineCount === 1 ? "The one machine" : `None of the ${machineCount} machines`;
  return [
    {
      ruleId: "EVG-SCOPE-004",
      severity: "warning",
      propertyPath: path,
      message: `${machines} of this program ${machineCount === 1 ? "does not fit" : "fits"}.`,
      fix: "Look at the tags and the other parts of the filter, unless it is meant for machines made elsewhere.",
    },
  ];
}

function wordFindings(
  words: readonly string[] | undefined,
  known: readonly string[],
  path: string,
): Finding[] {
  return (words ?? []).flatMap((word, index) =>
    known.some((one) => one.toLowerCase() === word.toLowerCase())
      ? []
      : [
          finding(
            "EVG-SCOPE-001",
            `${path}[${index}]`,
            `"${word}" is no word that it takes.`,
            `Use ${known.join(" or ")}.`,
          ),
        ],
  );
}

function countFindings(count: number, most: number, path: string): Finding[] {
  return count <= most
    ? []
    : [
        finding(
          "EVG-SCOPE-002",
          path,
          `There are ${count}, and a dynamic scope takes at most ${most}.`,
          "Filter by fewer, or make two dynamic scopes.",
        ),
      ];
}

function finding(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
