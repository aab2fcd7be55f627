import { mergeMarks } from "../../plugin/secrets";
import type { ResourceFacts } from "../model/declared-resource";
import { subscriptionOf } from "../model/declared-stack";
import { isObject } from "../model/reader";
import { objectAt, SourceError, textAt } from "./source";
import { readProperties } from "./pulumi-values";

/** One resource of a state, as a state file and a preview write it. */
export interface WrittenResource {
  readonly value: unknown;
  /** Where it stands in the file. */
  readonly path: string;
}

const providerPrefix = "pulumi:providers:";

/**
 * The resources of a state. Those that wait to be deleted, and those that a program only reads, are
 * left out: Pulumi's engine shows them to no policy either.
 */
export function readResources(
  written: readonly WrittenResource[],
  configuredSubscription?: string,
): { readonly resources: ResourceFacts[]; readonly hiddenValues: number } {
  const objects = written.map(({ value, path }) => ({ resource: objectAt(value, path), path }));
  const subscriptions = new Map<string, string>();
  for (const { resource } of objects) {
    const { type, urn, inputs } = resource;
    const id = isObject(inputs) ? inputs.subscriptionId : undefined;
    if (
      typeof type === "string" &&
      type.startsWith(providerPrefix) &&
      typeof urn === "string" &&
      typeof id === "string"
    ) {
      subscriptions.set(urn, id);
    }
  }
  let hiddenValues = 0;
  const resources = objects.flatMap(({ resource, path }) => {
    const token = textAt(resource.type, `${path}.type`);
    const urn = textAt(resource.urn, `${path}.urn`);
    if (
      resource.custom !== true ||
      resource.delete === true ||
      resource.external === true ||
      token.startsWith("pulumi:")
    ) {
      return [];
    }
    const { id, parent } = resource;
    const inputs = readProperties(resource.inputs, `${path}.inputs`);
    const outputs = readProperties(resource.outputs, `${path}.outputs`);
    hiddenValues += inputs.hidden;
    const provider = providerOf(resource.provider);
    const subscriptionId =
      subscriptions.get(provider) ??
      (typeof id === "string" ? subscriptionOf(id) : undefined) ??
      (/::default(_[^:]*)?$/.test(provider) ? configuredSubscription : undefined);
    return [
      {
        urn,
        name: urn.split("::").slice(3).join("::"),
        token,
        inputs: inputs.values,
        outputs: outputs.values,
        secrets: mergeMarks(inputs.secrets, outputs.secrets),
        ...(typeof id === "string" && { id }),
        ...(subscriptionId !== undefined && { subscriptionId }),
        ...(typeof parent === "string" && { parent }),
        dependencies: textsAt(resource.dependencies, `${path}.dependencies`),
        propertyDependencies: dependenciesAt(
          resource.propertyDependencies,
          `${path}.propertyDependencies`,
        ),
      },
    ];
  });
  return { resources, hiddenValues };
}

/** A reference to a provider is its URN, `::` and its id. */
function providerOf(reference: unknown): string {
  return typeof reference === "string" ? reference.slice(0, reference.lastIndexOf("::")) : "";
}

function dependenciesAt(value: unknown, path: string): Record<string, readonly string[]> {
  return value === undefined || value === null
    ? {}
    : Object.fromEntries(
        Object.entries(objectAt(value, path)).map(([property, urns]) => [
          property,
          textsAt(urns, `${path}.${property}`),
        ]),
      );
}

function textsAt(value: unknown, path: string): string[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new SourceError(path, "There is no list.");
  }
  return value.map((item, index) => textAt(item, `${path}[${index}]`));
}
