import { findBuiltInPolicy } from "../../azure/built-in-policies";
import { normalizeRegion } from "../../azure/regions";
import { isAtOrBelow, sameId } from "../../azure/resource-id";
import { virtualMachineType } from "../compute/extensions";
import { operatingSystemOf, readPatchSettings } from "../compute/patch-settings";
import type { StoredResource } from "../estate";
import { asArray, asObject, asText, type JsonObject, valueAt } from "../json";
import { assignmentType } from "../maintenance/maintenance-paths";
import type { LinkedScope, Platform } from "../operation";

/** What a remediation does to a machine. */
export interface MachineChange {
  /** Patch settings that the machine gets. */
  readonly patchSettings: JsonObject;
  /** Id of the maintenance configuration to which it is assigned. */
  readonly maintenanceConfigurationId?: string;
  /** Whether the change is a template's; otherwise Azure Policy changes the machine itself. */
  readonly isDeployment: boolean;
}

const assessment = "59efceea-0c96-497e-a4a1-4eb2290dac15";
const prerequisites = "9905ca54-1471-49c6-8291-7582c04cd4d4";
const schedule = "ba0df93e-e4ac-479a-aac2-134bbae39a1a";

/** The values of an assignment's parameters, with the definition's own for those that it leaves out. */
export function parameterValues(assignment: StoredResource): JsonObject {
  const policy = findBuiltInPolicy(definitionOf(assignment));
  const given = asObject(valueAt(assignment, "properties.parameters"));
  return Object.fromEntries(
    Object.entries(policy?.parameters ?? {}).map(([name, { defaultValue }]) => [
      name,
      name in given ? asObject(given[name]).value : defaultValue,
    ]),
  );
}

export function definitionOf(assignment: StoredResource): string {
  return asText(valueAt(assignment, "properties.policyDefinitionId")) ?? "";
}

/**
 * The machines below a scope that an assignment reaches and that are not as its policy wants them,
 * for the policies of Azure Update Manager; of the lists of images that these have, nothing is asked.
 *
 * Source: the rules of those policies in Azure/azure-policy.
 */
export function nonCompliantMachines(
  platform: Platform,
  assignment: StoredResource,
  scope: string,
): StoredResource[] {
  const excluded = asArray(valueAt(assignment, "properties.notScopes")).map(String);
  const own = asText(valueAt(assignment, "properties.scope")) ?? "";
  return platform.estate
    .ofType(virtualMachineType)
    .filter(
      (machine) =>
        isAtOrBelow(machine.id, own) &&
        isAtOrBelow(machine.id, scope) &&
        !excluded.some((not) => isAtOrBelow(machine.id, not)) &&
        changeFor(platform, assignment, machine) !== undefined,
    );
}

/** What a machine lacks of what an assignment's policy wants; `undefined` when nothing, or when it is not meant. */
export function changeFor(
  platform: Platform,
  assignment: StoredResource,
  machine: StoredResource,
): MachineChange | undefined {
  const name = findBuiltInPolicy(definitionOf(assignment))?.name;
  const values = parameterValues(assignment);
  if (!isMeant(values, machine)) {
    return undefined;
  }
  const { assessmentMode, patchMode, bypassPlatformSafetyChecksOnUserSchedule } =
    readPatchSettings(machine);
  const waits = patchMode === "AutomaticByPlatform" && bypassPlatformSafetyChecksOnUserSchedule;
  const waiting = waits
    ? {}
    : {
        patchMode: "AutomaticByPlatform",
        automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
      };
  if (name === assessment) {
    return assessmentMode === values.assessmentMode
      ? undefined
      : { patchSettings: { assessmentMode: values.assessmentMode }, isDeployment: false };
  }
  if (values.effect !== "DeployIfNotExists") {
    return undefined;
  }
  if (name === prerequisites) {
    return waits === true ? undefined : { patchSettings: waiting, isDeployment: true };
  }
  const configuration = asText(values.maintenanceConfigurationResourceId) ?? "";
  return name !== schedule || isAssigned(platform, machine, configuration)
    ? undefined
    : {
        patchSettings: waiting,
        maintenanceConfigurationId: configuration,
        isDeployment: true,
      };
}

/** Rights that the identity of an assignment needs for a change. Source: as `policyStateChanges`. */
export function rightsFor(machine: StoredResource, change: MachineChange): LinkedScope[] {
  const { maintenanceConfigurationId } = change;
  const group = machine.id.split("/").slice(0, 5).join("/");
  const at =
    (scope: string) =>
    (action: string): LinkedScope => ({ action, scope });
  return [
    ...(change.isDeployment
      ? ["Microsoft.Resources/deployments/read", "Microsoft.Resources/deployments/write"].map(
          at(group),
        )
      : []),
    ...(Object.keys(change.patchSettings).length > 0
      ? ["Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/write"].map(
          at(machine.id),
        )
      : []),
    ...(maintenanceConfigurationId === undefined
      ? []
      : [
          ...[
            "Microsoft.Maintenance/configurationAssignments/read",
            "Microsoft.Maintenance/configurationAssignments/write",
          ].map(at(machine.id)),
          at(maintenanceConfigurationId)("Microsoft.Maintenance/maintenanceConfigurations/read"),
        ]),
  ];
}

function isAssigned(platform: Platform, machine: StoredResource, configuration: string): boolean {
  return platform.estate
    .within(machine.id)
    .some(
      (each) =>
        each.type === assignmentType &&
        sameId(asText(valueAt(each, "properties.maintenanceConfigurationId")) ?? "", configuration),
    );
}

function isMeant(values: JsonObject, machine: StoredResource): boolean {
  const lets = (given: unknown, own: string): boolean => {
    const words = asArray(given).map((word) => String(word).toLowerCase());
    return words.length === 0 || words.includes(own.toLowerCase());
  };
  const systems = values.osType === undefined ? values.operatingSystemTypes : [values.osType];
  return (
    lets(systems, operatingSystemOf(machine)) &&
    lets(values.locations, normalizeRegion(asText(machine.location) ?? "")) &&
    lets(values.resourceGroups, machine.id.split("/")[4] ?? "") &&
    tagsFit(values, asObject(machine.tags))
  );
}

/** An object of tags, or a list of `{ key, value }`. */
function tagsFit({ tagValues, tagOperator }: JsonObject, own: JsonObject): boolean {
  const wanted: readonly (readonly [string, unknown])[] = Array.isArray(tagValues)
    ? tagValues.map((each) => [asText(asObject(each).key) ?? "", asObject(each).value] as const)
    : Object.entries(asObject(tagValues));
  const fits = ([name, value]: readonly [string, unknown]): boolean => own[name] === value;
  return wanted.length === 0 || (tagOperator === "All" ? wanted.every(fits) : wanted.some(fits));
}
