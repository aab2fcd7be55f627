import { asObject } from "../arm/errors";
import type { PlanAction } from "../azure/recovery-plan";
import { withFixedGroups } from "../azure/recovery-plan";
import {
  planGroupsFindings,
  samePlanItem,
  type PlacedPlanGroup,
} from "../azure/recovery-plan-rules";
import { timeoutInSeconds } from "../azure/recovery-plan-steps";
import { sameId } from "../azure/resource-id";
import { containsUnknown, type CheckFailure, type Properties } from "../plugin/handlers";
import { defined, objectsIn, textOf, textsIn } from "../arm/azure-object";
import { failureAt, toFailures, unknownPropertyFailures } from "./findings";
import type { ChangeableProperty } from "./site-recovery-kind";

/** Name of the property. */
export const groupsProperty = "groups";

const groupNames = ["type", "protectedItemIds", "before", "after"];
const actionNames = [
  "name",
  "failoverTypes",
  "failoverDirections",
  "runbookId",
  "fabricLocation",
  "timeout",
  "description",
  "scriptPath",
];

/** The groups of a plan: the machines that start together, and what is done around them. */
export const planGroups: ChangeableProperty = {
  name: groupsProperty,
  normalize: normalized,
  failures: (value, context) => {
    if (containsUnknown(value)) {
      return [];
    }
    const shape = shapeFailures(value);
    return shape.length > 0
      ? shape
      : toFailures(planGroupsFindings(placedGroups(value), groupsProperty), context);
  },
  changes: (left, right) => {
    if (containsUnknown(left) || containsUnknown(right)) {
      return { [groupsProperty]: "update" };
    }
    return sameGroups(objectsIn(left), objectsIn(right)) ? {} : { [groupsProperty]: "update" };
  },
};

/** Every plan has a group for the shutdown and one for the failover, first. */
function normalized(value: unknown): unknown {
  if (!Array.isArray(value) || value.some((group) => asObject(group) === undefined)) {
    return value;
  }
  const groups = objectsIn(value).map((group) => ({ groupType: group.type, group }));
  return withFixedGroups(groups, (groupType) => ({ groupType, group: { type: groupType } })).map(
    ({ group }) => ({
      ...group,
      protectedItemIds: group.protectedItemIds ?? [],
      before: group.before ?? [],
      after: group.after ?? [],
    }),
  );
}

function shapeFailures(value: unknown): CheckFailure[] {
  if (!Array.isArray(value)) {
    return [failureAt(groupsProperty, "It must be a list of groups.")];
  }
  return value.flatMap((each: unknown, index) => {
    const path = `${groupsProperty}[${index}]`;
    const group = asObject(each);
    if (group === undefined) {
      return [failureAt(path, "It must be an object.")];
    }
    const lists = ["protectedItemIds", "before", "after"].filter(
      (name) => group[name] !== undefined && !Array.isArray(group[name]),
    );
    return [
      ...unknownPropertyFailures(group, groupNames, path),
      ...lists.map((name) => failureAt(`${path}.${name}`, "It must be a list.")),
      ...["before", "after"].flatMap((name) =>
        objectsIn(group[name]).flatMap((action, i) =>
          unknownPropertyFailures(action, actionNames, `${path}.${name}[${i}]`),
        ),
      ),
    ];
  });
}

function placedGroups(value: unknown): PlacedPlanGroup[] {
  return objectsIn(value).map((group, index) => ({
    path: `${groupsProperty}[${index}]`,
    type: textOf(group.type) ?? "",
    itemIds: textsIn(group.protectedItemIds),
    before: objectsIn(group.before).map(plannedAction),
    after: objectsIn(group.after).map(plannedAction),
  }));
}

function plannedAction(action: Properties): PlanAction {
  return {
    name: textOf(action.name) ?? "",
    kind: kindOf(action),
    failoverTypes: textsIn(action.failoverTypes),
    failoverDirections: textsIn(action.failoverDirections),
    runbookId: textOf(action.runbookId),
    fabricLocation: textOf(action.fabricLocation),
    timeout: textOf(action.timeout),
    description: textOf(action.description),
  };
}

function kindOf({ runbookId, scriptPath }: Properties): string {
  return runbookId !== undefined
    ? "AutomationRunbookActionDetails"
    : scriptPath !== undefined
      ? "ScriptActionDetails"
      : "ManualActionDetails";
}

/** Ids of all machines of a plan. */
export function itemIdsIn(groups: unknown): string[] {
  return objectsIn(groups).flatMap(({ protectedItemIds }) => textsIn(protectedItemIds));
}

/** Ids of all runbooks of a plan that are known. */
export function runbookIdsIn(groups: unknown): string[] {
  return objectsIn(groups)
    .flatMap(({ before, after }) => [...objectsIn(before), ...objectsIn(after)])
    .flatMap(({ runbookId }) => (containsUnknown(runbookId) ? [] : (textOf(runbookId) ?? [])));
}

/**
 * The groups in Azure's words.
 *
 * @param held - Ids of the machines as the plan has them: one whose replication has turned round has another id there.
 */
export function groupsSent(groups: unknown, held: readonly string[] = []): unknown[] {
  return objectsIn(normalized(groups)).map((group) => ({
    groupType: group.type,
    replicationProtectedItems: textsIn(group.protectedItemIds).map((id) => ({
      id: held.find((each) => samePlanItem(each, id)) ?? id,
    })),
    startGroupActions: objectsIn(group.before).map(actionSent),
    endGroupActions: objectsIn(group.after).map(actionSent),
  }));
}

function actionSent(action: Properties): unknown {
  const { name, failoverTypes, failoverDirections, runbookId, fabricLocation } = action;
  const instanceType = kindOf(action);
  return {
    actionName: name,
    failoverTypes,
    failoverDirections,
    customDetails:
      instanceType === "ManualActionDetails"
        ? defined({ instanceType, description: action.description })
        : defined({ instanceType, runbookId, timeout: action.timeout, fabricLocation }),
  };
}

/** The groups that Azure holds, in a program's words. */
export function groupsHeld(groups: unknown): Properties[] {
  return objectsIn(groups).map((group) => ({
    type: textOf(group.groupType) ?? "",
    protectedItemIds: objectsIn(group.replicationProtectedItems).flatMap(
      ({ id }) => textOf(id) ?? [],
    ),
    before: objectsIn(group.startGroupActions).map(actionHeld),
    after: objectsIn(group.endGroupActions).map(actionHeld),
  }));
}

function actionHeld(action: Properties): Properties {
  const details = asObject(action.customDetails) ?? {};
  return defined({
    name: textOf(action.actionName) ?? "",
    failoverTypes: textsIn(action.failoverTypes),
    failoverDirections: textsIn(action.failoverDirections),
    runbookId: textOf(details.runbookId),
    fabricLocation: textOf(details.fabricLocation),
    timeout: textOf(details.timeout),
    description: textOf(details.description),
    scriptPath: textOf(details.path),
  });
}

function sameGroups(left: readonly Properties[], right: readonly Properties[]): boolean {
  return sameLists(left, right, (a, b) => {
    const [one, other] = [textsIn(a.protectedItemIds), textsIn(b.protectedItemIds)];
    return (
      a.type === b.type &&
      // Machines of a group start together, so their order says nothing.
      one.length === other.length &&
      one.every((id) => other.some((each) => samePlanItem(id, each))) &&
      sameLists(objectsIn(a.before), objectsIn(b.before), sameAction) &&
      sameLists(objectsIn(a.after), objectsIn(b.after), sameAction)
    );
  });
}

function sameAction(a: Properties, b: Properties): boolean {
  const same = (name: string): boolean => (a[name] ?? "") === (b[name] ?? "");
  const sameSet = (name: string): boolean => {
    const [one, other] = [textsIn(a[name]), textsIn(b[name])];
    return one.length === other.length && one.every((each) => other.includes(each));
  };
  return (
    ["name", "fabricLocation", "description", "scriptPath"].every(same) &&
    ["failoverTypes", "failoverDirections"].every(sameSet) &&
    sameId(textOf(a.runbookId) ?? "", textOf(b.runbookId) ?? "") &&
    timeoutInSeconds(textOf(a.timeout)) === timeoutInSeconds(textOf(b.timeout))
  );
}

function sameLists<T>(
  left: readonly T[],
  right: readonly T[],
  same: (a: T, b: T) => boolean,
): boolean {
  return (
    left.length === right.length &&
    left.every((each, i) => right[i] !== undefined && same(each, right[i]))
  );
}
