import { type DynamicScopeFilter, filterReach, type Reach } from "../../azure/dynamic-scope";
import type { Finding } from "../../azure/finding";
import { schedulePatchingFindings } from "../../azure/schedule-patching";
import type { DeclaredResource } from "../model/declared-resource";
import type { DeclaredStack } from "../model/declared-stack";
import { attempt, NotYetKnown, type Reader } from "../model/reader";
import {
  operatingSystemOf,
  patchSettingsOf,
  virtualMachineType,
  withNativePaths,
} from "./virtual-machine";

export const assignmentType = "Microsoft.Maintenance/configurationAssignments";
export const maintenanceConfigurationType = "Microsoft.Maintenance/maintenanceConfigurations";

/** A patch schedule that reaches a machine. */
export interface ScheduleOfMachine {
  readonly assignment: DeclaredResource;
  /** The schedule; `undefined` where the stack does not make it. */
  readonly configuration: DeclaredResource | undefined;
}

/** The patch schedules of a stack that reach one machine, as far as can be told. */
export interface SchedulesOfMachine {
  readonly schedules: readonly ScheduleOfMachine[];
  /** Property of which hangs whether there are more. */
  readonly notYetKnown: string | undefined;
}

/** Whether an assignment is a dynamic scope: it has a filter instead of a machine. */
export function isDynamicScope(assignment: DeclaredResource): boolean {
  return /AssignmentsFor(?:ResourceGroup|Subscription)$/.test(assignment.facts.token);
}

/** Assignments by hand and dynamic scopes of the stack that reach a machine. Schedules for other than guest patches do not count. */
export function schedulesOfMachine(
  machine: DeclaredResource,
  stack: DeclaredStack,
): SchedulesOfMachine {
  const { ofMachine, scopes, undecided } = stack.derived(assignments);
  const schedules = [...(ofMachine.get(machine) ?? [])];
  let notYetKnown = undecided;
  for (const scope of scopes) {
    const reach = reachOf(scope.assignment, machine);
    if (reach === "Reached") {
      schedules.push(scope);
    } else if (reach === "NotKnown") {
      notYetKnown = "tags";
    }
  }
  return { schedules, notYetKnown };
}

/** Whether a dynamic scope reaches a machine of the stack. */
export function reachOf(scope: DeclaredResource, machine: DeclaredResource): Reach {
  const reach = attempt(() => knownReach(scope, machine));
  return reach instanceof NotYetKnown ? "NotKnown" : reach;
}

function knownReach(scope: DeclaredResource, machine: DeclaredResource): Reach {
  if (inOtherSubscription(scope, machine)) {
    return "Missed";
  }
  const operatingSystem = operatingSystemOf(machine);
  const planned = {
    type: virtualMachineType,
    operatingSystem: operatingSystem ?? "",
    resourceGroupName: known(machine.inputs, "resourceGroupName"),
    location: known(machine.inputs, "location"),
    tags: machine.inputs.isUnknown("tags") ? undefined : (machine.inputs.textMap("tags") ?? {}),
  };
  const reaches = [
    filterReach(filterOf(scope), planned),
    ...(scope.inputs.has("resourceGroupName") ? [ofGroup(scope, machine)] : []),
  ];
  return (["Missed", "NotKnown"] as const).find((each) => reaches.includes(each)) ?? "Reached";
}

/** The filter of a dynamic scope, without what is not set. */
export function filterOf(scope: DeclaredResource): DynamicScopeFilter {
  const filter = scope.inputs.object("filter");
  const tags = filter?.textLists("tagSettings.tags");
  return {
    resourceTypes: filter?.texts("resourceTypes"),
    resourceGroups: filter?.texts("resourceGroups"),
    locations: filter?.texts("locations"),
    osTypes: filter?.texts("osTypes"),
    filterOperator: filter?.text("tagSettings.filterOperator"),
    ...(tags !== undefined && { tags }),
  };
}

/** A dynamic scope stays in its subscription, also where a group has the same name in another. */
function inOtherSubscription(
  { facts: scope }: DeclaredResource,
  { facts }: DeclaredResource,
): boolean {
  return (
    scope.subscriptionId !== undefined &&
    facts.subscriptionId !== undefined &&
    scope.subscriptionId.toLowerCase() !== facts.subscriptionId.toLowerCase()
  );
}

/** A resource group is the same when both names are, or when both were made of one group. */
function ofGroup(scope: DeclaredResource, machine: DeclaredResource): Reach {
  const [first, second] = [scope, machine].map(({ inputs }) => known(inputs, "resourceGroupName"));
  if (first !== undefined && second !== undefined) {
    return first.toLowerCase() === second.toLowerCase() ? "Reached" : "Missed";
  }
  const made = [scope, machine].map(({ facts }) =>
    (facts.propertyDependencies?.resourceGroupName ?? []).join(),
  );
  return made[0] === made[1] && made[0] !== "" ? "Reached" : "NotKnown";
}

function assignments(stack: DeclaredStack): {
  readonly ofMachine: ReadonlyMap<DeclaredResource, readonly ScheduleOfMachine[]>;
  readonly scopes: readonly ScheduleOfMachine[];
  readonly undecided: string | undefined;
} {
  const ofMachine = new Map<DeclaredResource, ScheduleOfMachine[]>();
  const scopes: ScheduleOfMachine[] = [];
  let undecided: string | undefined;
  for (const assignment of stack.all(assignmentType)) {
    const found = attempt(() => {
      const schedule = patchScheduleOf(assignment, stack);
      return schedule === undefined || isDynamicScope(assignment)
        ? { schedule, machine: undefined }
        : { schedule, machine: machineOf(assignment, stack) };
    });
    if (found instanceof NotYetKnown) {
      undecided = `${assignment.name}: ${found.propertyPath}`;
    } else if (found.schedule !== undefined && isDynamicScope(assignment)) {
      scopes.push(found.schedule);
    } else if (found.schedule !== undefined && found.machine !== undefined) {
      const before = ofMachine.get(found.machine) ?? [];
      ofMachine.set(found.machine, [...before, found.schedule]);
    }
  }
  return { ofMachine, scopes, undecided };
}

function patchScheduleOf(
  assignment: DeclaredResource,
  stack: DeclaredStack,
): ScheduleOfMachine | undefined {
  const property = "maintenanceConfigurationId";
  const target = stack.target(assignment, property, maintenanceConfigurationType);
  const configuration = target.kind === "declared" ? target.resource : undefined;
  const scope = configuration?.inputs.text("maintenanceScope");
  return target.kind === "none" || (scope !== undefined && scope !== "InGuestPatch")
    ? undefined
    : { assignment, configuration };
}

/** The machine that an assignment names; `undefined` for one that the stack does not make, or for no machine. */
export function machineOf(
  assignment: DeclaredResource,
  stack: DeclaredStack,
): DeclaredResource | undefined {
  const { inputs } = assignment;
  if (inputs.has("resourceId")) {
    const target = attempt(() => stack.target(assignment, "resourceId", virtualMachineType));
    if (!(target instanceof NotYetKnown)) {
      return target.kind === "declared" ? target.resource : undefined;
    }
    // An id that cannot be followed leaves the names, where they are given.
    if (!inputs.has("resourceName")) {
      throw target;
    }
  }
  if (inputs.isUnknown("resourceName")) {
    const [machine, another] = stack.madeOf(assignment, "resourceName", virtualMachineType);
    if (machine !== undefined && another === undefined) {
      return machine;
    }
  }
  const names = ["resourceGroupName", "providerName", "resourceType", "resourceName"];
  const [group = "", provider = "", type = "", name = ""] = names.map((each) => inputs.text(each));
  const { subscriptionId } = assignment.facts;
  const subscription = subscriptionId === undefined ? "" : `/subscriptions/${subscriptionId}`;
  return stack.withId(
    `${subscription}/resourceGroups/${group}/providers/${provider}/${type}/${name}`,
  )[0];
}

function known(inputs: Reader, property: string): string | undefined {
  return inputs.isUnknown(property) ? undefined : inputs.text(property);
}

/**
 * What one rule on schedules and patch settings together says of a machine. Throws
 * {@linkcode NotYetKnown} where a schedule that cannot be told yet would change the answer.
 */
export function scheduledMachineFindings(
  machine: DeclaredResource,
  stack: DeclaredStack,
  rule: string,
): Finding[] {
  const settings = patchSettingsOf(machine)?.settings;
  if (settings === undefined) {
    return [];
  }
  const { schedules, notYetKnown } = schedulesOfMachine(machine, stack);
  const judged = (scheduleAttached: boolean): Finding[] =>
    schedulePatchingFindings(
      {
        patchMode: settings.patchMode,
        bypass: settings.bypassPlatformSafetyChecksOnUserSchedule,
        scheduleAttached,
      },
      "",
    ).filter(({ ruleId }) => ruleId === rule);
  const isOpen = schedules.length === 0 && notYetKnown !== undefined;
  if (isOpen && judged(true).length !== judged(false).length) {
    throw new NotYetKnown(notYetKnown);
  }
  return withNativePaths(judged(schedules.length > 0), settings.operatingSystem);
}
