import { parentId } from "../azure/resource-id";
import { unknownValue, type Properties } from "../plugin/handlers";
import { defined, textOf, type AzureObject } from "../arm/azure-object";
import { fixedProperties, type SiteRecoveryKind } from "./site-recovery-kind";

/** Name, parent and the other fixed properties: the outputs that follow from inputs alone. */
export function placeOf(kind: SiteRecoveryKind, inputs: Properties): Properties {
  const names = [kind.nameProperty, ...fixedProperties(kind).map(({ name }) => name)];
  return defined(Object.fromEntries(names.map((name) => [name, inputs[name]])));
}

/** Outputs as a preview can know them. */
export function expectedOutputs(kind: SiteRecoveryKind, inputs: Properties): Properties {
  const names = [...(kind.changeable === undefined ? [] : [kind.changeable.name]), ...kind.told];
  return {
    ...placeOf(kind, inputs),
    ...Object.fromEntries(names.map((name) => [name, unknownValue])),
  };
}

/** Outputs of an object that stands as its inputs ask. */
export function outputsOf(
  kind: SiteRecoveryKind,
  object: AzureObject,
  inputs: Properties,
): Properties {
  const { inputs: held, told } = kind.read(object);
  const { changeable } = kind;
  const changed = changeable === undefined ? {} : { [changeable.name]: held[changeable.name] };
  return { ...placeOf(kind, inputs), ...defined(changed), ...told };
}

/**
 * Inputs as Azure holds them. Where that means the same as what the program gave, the program's
 * spelling stays, so that only real drift shows.
 */
export function inputsHeld(
  kind: SiteRecoveryKind,
  object: AzureObject,
  { id, given }: { readonly id: string; readonly given: Properties },
): Properties {
  const { inputs: held } = kind.read(object);
  const inputs: Properties = { ...given };
  inputs[kind.nameProperty] = keep(
    given[kind.nameProperty],
    id.split("/").at(-1),
    (left, right) => left.toLowerCase() === right.toLowerCase(),
  );
  for (const { name, same } of fixedProperties(kind)) {
    const value = name === kind.parent.name ? parentId(id) : held[name];
    inputs[name] = keep(given[name], value, same);
  }
  const { changeable } = kind;
  if (changeable !== undefined) {
    const before = changeable.normalize(given[changeable.name]);
    const after = held[changeable.name];
    // What a program leaves out of it is no drift, so Azure's value stands where the old one did.
    const differs = Object.keys(changeable.changes(after, before)).length > 0;
    const isGiven = given[changeable.name] !== undefined;
    inputs[changeable.name] = differs || !isGiven ? after : given[changeable.name];
  }
  return defined(inputs);
}

function keep(
  given: unknown,
  held: unknown,
  same: (left: string, right: string) => boolean,
): unknown {
  const before = textOf(given);
  const after = textOf(held);
  return after === undefined || (before !== undefined && same(before, after)) ? given : after;
}
