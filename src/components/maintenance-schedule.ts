import { MaintenanceConfiguration } from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import {
  defaultScheduleStart,
  patchScheduleFindings,
  scheduleNameFindings,
} from "../azure/maintenance-schedule";
import { openingOnce, windowWithoutEnd } from "../azure/maintenance-window";
import { regionFindings } from "../azure/regions";
import {
  assignDynamicScope,
  assignMachine,
  dynamicScopeRules,
  machineAssignmentRules,
  type MaintenanceScheduleDynamicScopeArgs,
  type MaintenanceScheduleVirtualMachineArgs,
} from "./maintenance-schedule/assignments";
import { judge, mapInput, rule, ruleOn, type Rule } from "./shared/inputs";

/** Whether machines restart after a run. */
export const ScheduleRebootSetting = {
  /** When a patch asks for it. */
  IfRequired: "IfRequired",
  Never: "Never",
  Always: "Always",
} as const;
export type ScheduleRebootSetting =
  (typeof ScheduleRebootSetting)[keyof typeof ScheduleRebootSetting];

/** What is installed on Windows. */
export interface MaintenanceScheduleWindowsArgs {
  /** `Critical`, `Security`, `UpdateRollup`, `FeaturePack`, `ServicePack`, `Definition`, `Tools`, `Updates`. Defaults to `Critical` and `Security`. */
  classificationsToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** KB numbers that are installed besides, such as `KB5044281`. Defaults to none. */
  kbNumbersToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** KB numbers that are not installed. Defaults to none. */
  kbNumbersToExclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether patches that need a restart are left out. Defaults to `false`. */
  excludeKbsRequiringReboot?: pulumi.Input<boolean>;
}

/** What is installed on Linux. */
export interface MaintenanceScheduleLinuxArgs {
  /** `Critical`, `Security`, `Other`. Defaults to `Critical` and `Security`. */
  classificationsToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Masks of package names that are installed besides, such as `openssl*`. Defaults to none. */
  packageNameMasksToInclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Masks of package names that are not installed. Defaults to none. */
  packageNameMasksToExclude?: pulumi.Input<pulumi.Input<string>[]>;
}

export interface MaintenanceScheduleArgs {
  /** Resource group of the schedule. Changing it replaces the schedule. */
  resourceGroupName: pulumi.Input<string>;
  /** How often the window comes back: `Day`, `3Days`, `6Hours` or more, `Week Saturday,Sunday`, `2Months day1`, `Month day23,day24`, `Month Last Sunday`, `Month Second Tuesday Offset4`. Left out, it opens once, at `startDateTime`. */
  recurEvery?: pulumi.Input<string>;
  /** Name of the schedule in Azure. Defaults to a name made from the component's. Changing it replaces the schedule. */
  scheduleName?: pulumi.Input<string>;
  /** Azure region. Defaults to the stack's `azure-native:location`, else to the resource group's region. Azure refuses a change. */
  location?: pulumi.Input<string>;
  /** First opening of the window, `YYYY-MM-DD HH:mm` in `timeZone`, at least 15 minutes ahead when it is set or changed. Defaults to 22:00 of the day after the schedule is made; that start then stays. Required without `recurEvery`. */
  startDateTime?: pulumi.Input<string>;
  /** When the schedule ends, `YYYY-MM-DD HH:mm` in `timeZone`. Defaults to `9999-12-31 23:59:59`, which is never. Not without `recurEvery`. */
  expirationDateTime?: pulumi.Input<string>;
  /** Length of the window, `HH:mm`, `01:30` to `03:55`. Defaults to `03:00`. */
  duration?: pulumi.Input<string>;
  /** Windows time zone of the window, for example `W. Europe Standard Time`. Defaults to `UTC`. */
  timeZone?: pulumi.Input<string>;
  /** Whether machines restart; one of `ScheduleRebootSetting`. What a machine says itself comes first. Defaults to `IfRequired`. */
  rebootSetting?: pulumi.Input<ScheduleRebootSetting>;
  /** What is installed on Windows. Defaults to `{}`. */
  windows?: MaintenanceScheduleWindowsArgs;
  /** What is installed on Linux. Defaults to `{}`. */
  linux?: MaintenanceScheduleLinuxArgs;
  /** Machines that are patched, each by a key of your own. Defaults to none. Changing a key replaces its assignment. */
  virtualMachines?: Record<string, MaintenanceScheduleVirtualMachineArgs>;
  /** Dynamic scopes whose machines are patched, each by a key of your own. Defaults to none. Changing a key replaces its dynamic scope. */
  dynamicScopes?: Record<string, MaintenanceScheduleDynamicScopeArgs>;
  /** Tags of the schedule. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A schedule of Azure Update Manager: when machines are patched, with what, and which ones. A machine
 * whose patch settings would keep the schedule from patching it is refused.
 *
 * Source: learn.microsoft.com virtual-machines/maintenance-configurations, update-manager/prerequsite-for-schedule-patching.
 */
export class MaintenanceSchedule extends pulumi.ComponentResource {
  /** ARM id of the maintenance configuration. */
  public readonly maintenanceConfigurationId!: pulumi.Output<string>;
  /** Name of the maintenance configuration. */
  public readonly scheduleName!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a window, recurrence, time zone or word that Azure refuses, a wrong id or filter, a machine that no schedule can patch. Warns of a machine whose patch settings are not known. */
  constructor(name: string, args: MaintenanceScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    const verdict = judge(`MaintenanceSchedule "${name}"`, scheduleRules(args));
    super("azure-evergreen:index:MaintenanceSchedule", name, args, opts);
    verdict.showWarnings(this);

    const { location } = args;
    const configuration = new MaintenanceConfiguration(
      `${name}-configuration`,
      {
        resourceGroupName: verdict.gate(args.resourceGroupName),
        resourceName: args.scheduleName,
        location,
        ...scheduleInputs(args),
      },
      {
        parent: this,
        // Each run would begin a day later.
        ...(args.startDateTime === undefined && { ignoreChanges: ["startDateTime"] }),
      },
    );
    const place = { name, location, maintenanceConfigurationId: configuration.id };
    for (const [key, { virtualMachineId }] of Object.entries(args.virtualMachines ?? {})) {
      assignMachine(key, verdict.gate(virtualMachineId), place, { parent: this });
    }
    for (const [key, scope] of Object.entries(args.dynamicScopes ?? {})) {
      assignDynamicScope(key, scope, place, { parent: this });
    }

    this.maintenanceConfigurationId = configuration.id;
    this.scheduleName = configuration.name;
    this.registerOutputs({
      maintenanceConfigurationId: this.maintenanceConfigurationId,
      scheduleName: this.scheduleName,
    });
  }
}

const defaultClassifications = ["Critical", "Security"];

function scheduleInputs(args: MaintenanceScheduleArgs) {
  const { windows = {}, linux = {}, timeZone = "UTC" } = args;
  return {
    maintenanceScope: "InGuestPatch",
    visibility: "Custom",
    extensionProperties: { InGuestPatchMode: "User" },
    startDateTime:
      args.startDateTime ?? mapInput(timeZone, (zone) => defaultScheduleStart(new Date(), zone)),
    timeZone,
    ...lengthAndRecurrence(args),
    installPatches: {
      rebootSetting: args.rebootSetting ?? ScheduleRebootSetting.IfRequired,
      windowsParameters: {
        classificationsToInclude: windows.classificationsToInclude ?? defaultClassifications,
        kbNumbersToInclude: windows.kbNumbersToInclude ?? [],
        kbNumbersToExclude: windows.kbNumbersToExclude ?? [],
        excludeKbsRequiringReboot: windows.excludeKbsRequiringReboot ?? false,
      },
      linuxParameters: {
        classificationsToInclude: linux.classificationsToInclude ?? defaultClassifications,
        packageNameMasksToInclude: linux.packageNameMasksToInclude ?? [],
        packageNameMasksToExclude: linux.packageNameMasksToExclude ?? [],
      },
    },
    tags: args.tags,
  };
}

function lengthAndRecurrence(args: MaintenanceScheduleArgs) {
  const { recurEvery, startDateTime = "", duration = "03:00" } = args;
  if (recurEvery !== undefined) {
    return {
      duration,
      recurEvery,
      expirationDateTime: args.expirationDateTime ?? windowWithoutEnd,
    };
  }
  const once = mapInput({ startDateTime, duration }, (known) =>
    openingOnce(known.startDateTime, known.duration),
  );
  return {
    duration,
    recurEvery: mapInput(once, (known) => known?.recurEvery),
    expirationDateTime: mapInput(once, (known) => known?.expirationDateTime),
  };
}

function scheduleRules(args: MaintenanceScheduleArgs): Rule[] {
  const { resourceGroupName, scheduleName, windows = {}, linux = {} } = args;
  const schedule = {
    startDateTime: args.startDateTime,
    expirationDateTime: args.expirationDateTime,
    duration: args.duration ?? "03:00",
    timeZone: args.timeZone ?? "UTC",
    recurEvery: args.recurEvery,
    rebootSetting: args.rebootSetting ?? ScheduleRebootSetting.IfRequired,
    windows,
    linux,
  };
  return [
    rule(schedule, (known) => patchScheduleFindings(known)),
    ...ruleOn(args.location, (known) => regionFindings(known, "location")),
    ...(scheduleName === undefined
      ? []
      : [
          rule({ resourceGroupName, name: scheduleName }, (known) =>
            scheduleNameFindings(known, "scheduleName"),
          ),
        ]),
    ...Object.entries(args.virtualMachines ?? {}).flatMap(([key, machine]) =>
      machineAssignmentRules(key, machine),
    ),
    ...Object.entries(args.dynamicScopes ?? {}).flatMap(([key, scope]) =>
      dynamicScopeRules(key, scope),
    ),
  ];
}
