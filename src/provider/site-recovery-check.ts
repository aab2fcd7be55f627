import {
  containsUnknown,
  isUnknown,
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResponse,
  type Properties,
} from "../plugin/handlers";
import { defined, textOf } from "../arm/azure-object";
import { unreadableBefore } from "./early-look";
import { toFailures, unknownPropertyFailures } from "./findings";
import { chooseName, nameFailures } from "./names";
import type { Session } from "./session";
import {
  fixedProperties,
  idOf,
  type FixedProperty,
  type SiteRecoveryKind,
} from "./site-recovery-kind";

function switchesOf(kind: SiteRecoveryKind): string[] {
  return ["adopt", ...(kind.replicates === undefined ? [] : ["reReplicationAllowed"])];
}

/** Fills defaults in and judges what is known, here and in Azure. */
export async function checkInputs(
  kind: SiteRecoveryKind,
  session: Session,
  request: CheckRequest,
  context: CallContext,
): Promise<CheckResponse> {
  const { inputs, failures } = judgePlainly(kind, request, context);
  if (failures.length === 0 && isPlaced(kind, inputs)) {
    const declared = kind.declared?.(session.deployment, idOf(kind, inputs), context.urn);
    failures.push(...toFailures(declared ?? [], context));
  }
  if (failures.length === 0 && asksForAnythingNew(kind, request.oldInputs, inputs)) {
    failures.push(...(await judgeInAzure(kind, session, inputs, context)));
  }
  return { inputs, failures };
}

function judgePlainly(
  kind: SiteRecoveryKind,
  request: CheckRequest,
  context: CallContext,
): { inputs: Properties; failures: CheckFailure[] } {
  const given = defined(request.newInputs);
  const fixed = fixedProperties(kind);
  const failures = unknownPropertyFailures(given, [
    kind.nameProperty,
    ...fixed.map((property) => property.name),
    ...(kind.changeable === undefined ? [] : [kind.changeable.name]),
    ...(kind.options ?? []).map((option) => option.name),
    ...switchesOf(kind),
  ]);
  const inputs: Properties = { ...given };
  const name = chooseName(given[kind.nameProperty], kind.nameProperty, request, context);
  if (name !== undefined) {
    inputs[kind.nameProperty] = name;
  }
  failures.push(...nameFailures(name, kind.nameProperty));
  for (const property of fixed) {
    failures.push(...fixedPropertyFailures(property, inputs, context));
  }
  for (const name of switchesOf(kind)) {
    failures.push(...switchFailures(name, inputs[name]));
  }
  for (const option of kind.options ?? []) {
    failures.push(...option.failures(inputs[option.name]));
  }
  if (kind.changeable !== undefined) {
    const { changeable } = kind;
    inputs[changeable.name] = changeable.normalize(inputs[changeable.name]);
    failures.push(...changeable.failures(inputs[changeable.name], context));
  }
  if (failures.length === 0) {
    failures.push(...(kind.failures?.(knownTexts(fixed, inputs)) ?? []));
  }
  return { inputs, failures };
}

function fixedPropertyFailures(
  property: FixedProperty,
  inputs: Properties,
  context: CallContext,
): CheckFailure[] {
  const value = inputs[property.name];
  if (isUnknown(value) || (value === undefined && property.optional === true)) {
    return [];
  }
  const text = textOf(value);
  if (text === undefined) {
    const got = value === undefined || value === "" ? "it is missing" : `it is ${typeof value}`;
    return [
      {
        property: property.name,
        reason: `${property.name} must be ${property.meaning}, but ${got}.`,
      },
    ];
  }
  inputs[property.name] = property.normalize?.(text) ?? text;
  return toFailures(property.findings(text, property.name), context);
}

function switchFailures(name: string, value: unknown): CheckFailure[] {
  return value === undefined || typeof value === "boolean" || isUnknown(value)
    ? []
    : [{ property: name, reason: `${name} must be true or false.` }];
}

function knownTexts(
  fixed: readonly FixedProperty[],
  inputs: Properties,
): Record<string, string | undefined> {
  return Object.fromEntries(
    fixed.map(({ name }) => [name, isUnknown(inputs[name]) ? undefined : textOf(inputs[name])]),
  );
}

/** What stands in Azure is looked at only when there will be something to do. */
function asksForAnythingNew(
  kind: SiteRecoveryKind,
  oldInputs: Properties | undefined,
  inputs: Properties,
): boolean {
  const names = [kind.nameProperty, ...fixedProperties(kind).map(({ name }) => name)];
  return (
    oldInputs === undefined ||
    names.some((name) => JSON.stringify(oldInputs[name]) !== JSON.stringify(inputs[name])) ||
    (kind.changeable !== undefined &&
      Object.keys(
        kind.changeable.changes(oldInputs[kind.changeable.name], inputs[kind.changeable.name]),
      ).length > 0)
  );
}

/** Whether the object's id is known. */
function isPlaced(kind: SiteRecoveryKind, inputs: Properties): boolean {
  return ![inputs[kind.parent.name], inputs[kind.nameProperty]].some(containsUnknown);
}

async function judgeInAzure(
  kind: SiteRecoveryKind,
  session: Session,
  inputs: Properties,
  context: CallContext,
): Promise<CheckFailure[]> {
  const findings = await kind.judge?.(session, {
    id: isPlaced(kind, inputs) ? idOf(kind, inputs) : undefined,
    inputs,
    context,
    isFinal: false,
    onUnreadable: unreadableBefore(context),
  });
  return toFailures(findings ?? [], context);
}
