import { MaintenanceConfiguration } from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import {
  preEventLeadFindings,
  patchScheduleFindings,
  scheduleNameFindings,
} from "../azure/maintenance-schedule";
import { regionFindings } from "../azure/regions";
import {
  assignDynamicScope,
  assignMachine,
  dynamicScopeRules,
  machineAssignmentRules,
  type MaintenanceScheduleDynamicScopeArgs,
  type MaintenanceScheduleVirtualMachineArgs,
} from "./maintenance-schedule/assignments";
import {
  eventRules,
  subscribeToEvents,
  withSecretAddresses,
  type MaintenanceScheduleEventHandlerArgs,
} from "./maintenance-schedule/events";
import { earlyReachRules, judgeReach } from "./maintenance-schedule/reach";
import {
  scheduleInputs,
  scheduleShape,
  type MaintenanceScheduleLinuxArgs,
  type MaintenanceScheduleWindowsArgs,
} from "./maintenance-schedule/window-and-patches";
import { judge, rule, ruleOn, type Rule } from "./shared/inputs";
import { standsIn } from "./shared/residents";
import { deletionLockRules, makeDeletionLock, type DeletionLockArgs } from "./shared/resource-lock";

/** Whether machines restart after a run. */
export const ScheduleRebootSetting = {
  /** When a patch asks for it. */
  IfRequired: "IfRequired",
  Never: "Never",
  Always: "Always",
} as const;
export type ScheduleRebootSetting =
  (typeof ScheduleRebootSetting)[keyof typeof ScheduleRebootSetting];

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
  /** Who is told at least 30 minutes before a run, each by a key of your own: letters, digits and hyphens. Defaults to nobody. Changing a key replaces its event subscription. */
  preEvents?: Record<string, MaintenanceScheduleEventHandlerArgs>;
  /** Who is told after a run, each by a key of your own: letters, digits and hyphens. Defaults to nobody. Changing a key replaces its event subscription. */
  postEvents?: Record<string, MaintenanceScheduleEventHandlerArgs>;
  /** Name of the system topic that pre and post events come from: 3 to 128 letters, digits and hyphens. Defaults to a name made from the component's. Changing it replaces the topic and its event subscriptions. */
  systemTopicName?: pulumi.Input<string>;
  /** A lock against deletion. Defaults to none. */
  deletionLock?: DeletionLockArgs;
  /** Tags of the schedule and its system topic. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A schedule of Azure Update Manager: when machines are patched, with what, which ones, and who is told
 * before and after. A machine whose patch settings would keep the schedule from patching it is refused.
 *
 * Source: learn.microsoft.com virtual-machines/maintenance-configurations, update-manager/prerequsite-for-schedule-patching,
 * update-manager/pre-post-scripts-overview.
 */
export class MaintenanceSchedule extends pulumi.ComponentResource {
  /** ARM id of the maintenance configuration. */
  public readonly maintenanceConfigurationId!: pulumi.Output<string>;
  /** Name of the maintenance configuration. */
  public readonly scheduleName!: pulumi.Output<string>;
  /** ARM id of the system topic, the only one that the schedule can have; empty without pre and post events. */
  public readonly systemTopicId!: pulumi.Output<string>;

  /** Throws one `InvalidInputError` with every problem of the arguments: a window, recurrence, time zone or word that Azure refuses, a wrong id or filter, a machine that no schedule can patch, a handler of events that is none. Warns of a machine whose patch settings are not known, of one with two schedules, and of a dynamic scope that no machine of the program fits. */
  constructor(name: string, args: MaintenanceScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `MaintenanceSchedule "${name}"`;
    const verdict = judge(subject, [...scheduleRules(name, args), ...earlyReachRules(args, opts)]);
    super("azure-evergreen:index:MaintenanceSchedule", name, withSecretAddresses(args), opts);
    verdict.showWarnings(this);
    const gateOfScopes = judgeReach(subject, name, args, this);

    const { location, tags } = args;
    const resourceGroupName = verdict.gate(args.resourceGroupName);
    const configuration = new MaintenanceConfiguration(
      `${name}-configuration`,
      {
        resourceGroupName,
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
    const child = { parent: this };
    const place = { name, location, maintenanceConfigurationId: configuration.id };
    const machines = Object.entries(args.virtualMachines ?? {}).map(
      ([key, { virtualMachineId }]) => {
        const assignment = assignMachine(key, verdict.gate(virtualMachineId), place, child);
        standsIn(virtualMachineId, assignment);
        return assignment;
      },
    );
    const scopes = Object.entries(args.dynamicScopes ?? {}).map(([key, scope]) =>
      assignDynamicScope(
        key,
        scope,
        { ...place, maintenanceConfigurationId: gateOfScopes(configuration.id) },
        child,
      ),
    );
    const events = subscribeToEvents(args, { ...place, resourceGroupName, tags }, child);
    makeDeletionLock(
      name,
      args.deletionLock,
      configuration.id,
      [configuration, ...machines, ...scopes, ...events],
      child,
    );

    this.maintenanceConfigurationId = configuration.id;
    this.scheduleName = configuration.name;
    this.systemTopicId = events[0]?.id ?? pulumi.output("");
    this.registerOutputs({
      maintenanceConfigurationId: this.maintenanceConfigurationId,
      scheduleName: this.scheduleName,
      systemTopicId: this.systemTopicId,
    });
  }
}

function scheduleRules(name: string, args: MaintenanceScheduleArgs): Rule[] {
  const { resourceGroupName, scheduleName } = args;
  const schedule = scheduleShape(args);
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
    ...(args.preEvents === undefined || args.startDateTime === undefined
      ? []
      : [
          rule({ startDateTime: args.startDateTime, timeZone: schedule.timeZone }, (known) =>
            preEventLeadFindings(known, new Date()),
          ),
        ]),
    ...eventRules(name, args),
    ...deletionLockRules(args.deletionLock),
    ...Object.entries(args.virtualMachines ?? {}).flatMap(([key, machine]) =>
      machineAssignmentRules(key, machine),
    ),
    ...Object.entries(args.dynamicScopes ?? {}).flatMap(([key, scope]) =>
      dynamicScopeRules(key, scope),
    ),
  ];
}
