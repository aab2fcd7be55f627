import type { ArmClient } from "../arm/arm-client";
import { asObject } from "../arm/errors";
import type { CallContext, Properties, PropertyChange } from "../plugin/handlers";
import { textOf, type AzureObject } from "../arm/azure-object";
import { fixedProperties, type Reading, type SiteRecoveryKind } from "./site-recovery-kind";

export interface Meeting {
  readonly id: string;
  readonly inputs: Properties;
  readonly object: AzureObject;
  readonly context: CallContext;
}

/**
 * Decides what `create` does with an object that is there already. With `adopt` it is taken over
 * unless a fixed property differs. Without, it is refused, except when it is just as asked for and
 * nothing uses it: that is all that an interrupted deployment can have left, because what uses an
 * object is made after it.
 */
export async function refuseForeignObject(
  kind: SiteRecoveryKind,
  client: ArmClient,
  { id, inputs, object, context }: Meeting,
): Promise<void> {
  const exists = `The ${kind.noun} already exists: ${id}.`;
  const reading = kind.read(object);
  const fixed = fixedDifferences(kind, inputs, object);
  if (fixed.length > 0) {
    throw new Error(
      `${exists} There, ${describeDifferences(fixed)}, and Azure cannot change that. Give another ${kind.nameProperty}, or remove it first.`,
    );
  }
  if (inputs.adopt === true) {
    return;
  }
  const reason =
    changeableDifference(kind, inputs, reading) ?? (await kind.usedBy(client, id, context, object));
  if (reason !== undefined) {
    throw new Error(
      `${exists} ${reason}. Set \`adopt: true\` to take it over, or import it: pulumi import ${kind.token} ${context.name} "${id}". A resource that was only renamed in the program needs an alias instead.`,
    );
  }
  context.log(
    "info",
    `The ${kind.noun} was there already, just as asked for and without use, as an interrupted deployment leaves it: it is taken over.`,
  );
}

/** One property in which Azure and the program differ. */
export interface Difference {
  readonly property: string;
  readonly held: unknown;
  readonly asked: unknown;
}

/** The fixed properties in which what Azure holds is not what is asked for. */
export function fixedDifferences(
  kind: SiteRecoveryKind,
  inputs: Properties,
  object: AzureObject,
): Difference[] {
  const { inputs: held } = kind.read(object);
  const below = changesOf(kind, inputs, held);
  return [
    ...foreignInstanceType(kind, object),
    ...fixedProperties(kind).flatMap(({ name, same }) => {
      const value = textOf(held[name]);
      const asked = textOf(inputs[name]) ?? "";
      return value === undefined || same(value, asked)
        ? []
        : [{ property: name, held: value, asked }];
    }),
    ...Object.keys(below)
      .filter((path) => below[path]?.endsWith("-replace"))
      .map((path) => differenceAt(path, held, inputs)),
  ];
}

/** Tells an object of another service, for example a fabric of VMware, that only has the same name. */
export function foreignInstanceType(
  { instanceType }: SiteRecoveryKind,
  object: AzureObject,
): Difference[] {
  const held = instanceType?.held(object);
  return held === undefined || held.toLowerCase() === instanceType?.expected.toLowerCase()
    ? []
    : [{ property: "instanceType", held, asked: instanceType?.expected }];
}

/** `location is "northeurope", not "westeurope"`. */
export function describeDifferences(differences: readonly Difference[]): string {
  return differences
    .map(({ property, held, asked }) => `${property} is ${shown(held)}, not ${shown(asked)}`)
    .join(", ");
}

function changeableDifference(
  kind: SiteRecoveryKind,
  inputs: Properties,
  { inputs: held }: Reading,
): string | undefined {
  const differences = Object.keys(changesOf(kind, inputs, held))
    .filter((path) => kind.isSetAfterwards?.(path) !== true)
    .map((path) => differenceAt(path, held, inputs));
  return differences.length === 0 ? undefined : `There, ${describeDifferences(differences)}`;
}

/** Every changeable path in which what Azure holds is not what is asked for. */
function changesOf(
  { changeable }: SiteRecoveryKind,
  inputs: Properties,
  held: Properties,
): Record<string, PropertyChange> {
  return changeable?.changes(held[changeable.name], inputs[changeable.name]) ?? {};
}

function differenceAt(property: string, held: Properties, inputs: Properties): Difference {
  return { property, held: valueAt(held, property), asked: valueAt(inputs, property) };
}

/** The value at a path of names. */
export function valueAt(properties: Properties, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => asObject(value)?.[name], properties);
}

function shown(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
