import {
  ConfigurationAssignment,
  ConfigurationAssignmentsForResourceGroup,
  ConfigurationAssignmentsForSubscription,
} from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import { dynamicScopeFindings } from "../../azure/dynamic-scope-rules";
import { deterministicGuid } from "../../azure/guid";
import { unknownPatchSettingsFindings } from "../../azure/maintenance-schedule";
import { parseResourceId, resourceIdFindings } from "../../azure/resource-id";
import { schedulePatchingFindings } from "../../azure/schedule-patching";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";
import { machineBehind } from "../virtual-machine/known-machines";

/** A machine that the schedule patches. */
export interface MaintenanceScheduleVirtualMachineArgs {
  /** Id of the machine, in the provider's subscription. Changing it replaces the assignment. */
  virtualMachineId: pulumi.Input<string>;
  /** Patch mode of the machine, checked to be `AutomaticByPlatform`. Defaults to that of the component whose `virtualMachineId` output is given, else it is not checked. Changing it changes nothing in Azure. */
  patchMode?: pulumi.Input<string>;
  /** Whether the machine waits for a schedule, checked to be `true`. Defaults to that of the component whose `virtualMachineId` output is given. Changing it changes nothing in Azure. */
  bypassPlatformSafetyChecksOnUserSchedule?: pulumi.Input<boolean>;
}

/** Machines that the schedule patches because they fit a filter when a window opens. A part of the filter that is left out lets every machine through. */
export interface MaintenanceScheduleDynamicScopeArgs {
  /** Resource group whose machines are reached. Defaults to the whole subscription of the provider. Changing it replaces the dynamic scope. */
  resourceGroupName?: pulumi.Input<string>;
  /** `Microsoft.Compute/virtualMachines` and `Microsoft.HybridCompute/machines`. Defaults to `Microsoft.Compute/virtualMachines` alone. */
  resourceTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Names of resource groups, at most 50. Defaults to all. */
  resourceGroups?: pulumi.Input<pulumi.Input<string>[]>;
  /** Azure regions. Defaults to all. */
  locations?: pulumi.Input<pulumi.Input<string>[]>;
  /** `Windows` and `Linux`. Defaults to both. */
  osTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Values that a tag may have, by the tag's name, at most 50 names. Defaults to machines with any tags. */
  tags?: pulumi.Input<Record<string, pulumi.Input<pulumi.Input<string>[]>>>;
  /** Whether `All` tags must fit, or `Any` of them. Defaults to `All`. */
  filterOperator?: pulumi.Input<string>;
}

/** What assignments of both kinds need. */
export interface AssignmentPlace {
  /** Name of the component. */
  readonly name: string;
  readonly maintenanceConfigurationId: pulumi.Input<string>;
  readonly location: pulumi.Input<string> | undefined;
}

/** The rules on a machine: its id, and that its settings let a schedule patch it. */
export function machineAssignmentRules(
  key: string,
  args: MaintenanceScheduleVirtualMachineArgs,
): Rule[] {
  const path = `virtualMachines.${key}`;
  const settings = machineBehind(args.virtualMachineId)?.settings;
  const patchMode = args.patchMode ?? settings?.patchMode;
  const bypass =
    args.bypassPlatformSafetyChecksOnUserSchedule ??
    settings?.bypassPlatformSafetyChecksOnUserSchedule;
  return [
    ...ruleOn(args.virtualMachineId, (id) =>
      resourceIdFindings(id, `${path}.virtualMachineId`, "Microsoft.Compute/virtualMachines"),
    ),
    patchMode === undefined && bypass === undefined
      ? rule({}, () => unknownPatchSettingsFindings(path))
      : rule({ patchMode, bypass }, (known) =>
          schedulePatchingFindings({ ...known, scheduleAttached: true }, path),
        ),
  ];
}

/** The rules on a dynamic scope. */
export function dynamicScopeRules(key: string, args: MaintenanceScheduleDynamicScopeArgs): Rule[] {
  return [rule(args, (known) => dynamicScopeFindings(known, `dynamicScopes.${key}`))];
}

/** Assigns the schedule to one machine. */
export function assignMachine(
  key: string,
  virtualMachineId: pulumi.Input<string>,
  place: AssignmentPlace,
  opts: ChildOptions,
): pulumi.CustomResource {
  return new ConfigurationAssignment(
    `${place.name}-vm-${key}`,
    {
      resourceGroupName: mapInput(
        virtualMachineId,
        (id) => parseResourceId(id).resourceGroupName ?? "",
      ),
      providerName: "Microsoft.Compute",
      resourceType: "virtualMachines",
      resourceName: mapInput(virtualMachineId, (id) => parseResourceId(id).name),
      configurationAssignmentName: assignmentName(place.name, "vm", key),
      location: place.location,
      maintenanceConfigurationId: place.maintenanceConfigurationId,
      resourceId: virtualMachineId,
    },
    opts,
  );
}

/** Assigns the schedule to whatever fits a filter, in a resource group or in the subscription. */
export function assignDynamicScope(
  key: string,
  args: MaintenanceScheduleDynamicScopeArgs,
  place: AssignmentPlace,
  opts: ChildOptions,
): pulumi.CustomResource {
  const { resourceGroupName, resourceGroups, locations, osTypes, tags } = args;
  const childName = `${place.name}-scope-${key}`;
  const assignment = {
    configurationAssignmentName: assignmentName(place.name, "scope", key),
    location: place.location,
    maintenanceConfigurationId: place.maintenanceConfigurationId,
    filter: {
      resourceTypes: args.resourceTypes ?? ["Microsoft.Compute/virtualMachines"],
      ...(resourceGroups !== undefined && { resourceGroups }),
      ...(locations !== undefined && { locations }),
      ...(osTypes !== undefined && { osTypes }),
      ...(tags !== undefined && {
        tagSettings: {
          tags,
          // The SDK types the words as an enum of these very values.
          filterOperator: (args.filterOperator ?? "All") as "All",
        },
      }),
    },
  };
  return resourceGroupName === undefined
    ? new ConfigurationAssignmentsForSubscription(childName, assignment, opts)
    : new ConfigurationAssignmentsForResourceGroup(
        childName,
        { ...assignment, resourceGroupName },
        opts,
      );
}

/** Stacks of one subscription often name their schedules alike, and must not take each other's assignments. */
function assignmentName(name: string, kind: string, key: string): string {
  return deterministicGuid(
    "maintenance assignment",
    pulumi.getProject(),
    pulumi.getStack(),
    name,
    kind,
    key,
  );
}
