import { unknownValue } from "../../plugin/handlers";
import type { ResourceState } from "./deployment-state";
import type { ResourceSteps } from "./resource-steps";

/**
 * Deletes a resource that is to be made anew, and before it those that must be made anew with it:
 * the ones with a property that comes from it and whose change replaces them.
 */
export async function deleteWithDependents(
  steps: ResourceSteps,
  old: ResourceState,
): Promise<void> {
  const dependents = await dependentsReplacedWith(steps, old);
  for (const dependent of dependents) {
    if (dependent.protect) {
      throw new Error(
        `unable to replace resource "${dependent.urn}" as part of replacing "${old.urn}" ` +
          "as it is currently marked for protection.",
      );
    }
  }
  for (const doomed of [...dependents.reverse(), old]) {
    await steps.delete(doomed);
    steps.state.amend({ ...doomed, isGone: true });
  }
}

async function dependentsReplacedWith(
  steps: ResourceSteps,
  old: ResourceState,
): Promise<ResourceState[]> {
  const replaced = new Set([old.urn]);
  const found: ResourceState[] = [];
  // What depends on a resource was made after it, so one pass finds the dependents of dependents.
  for (const state of steps.state.all()) {
    const changing = [...state.propertyDependencies]
      .filter(([, urns]) => urns.some((urn) => replaced.has(urn)))
      .map(([property]) => property);
    if (changing.length > 0 && !state.isGone && (await isReplacedBy(steps, state, changing))) {
      replaced.add(state.urn);
      found.push(state);
    }
  }
  return found;
}

function isReplacedBy(
  steps: ResourceSteps,
  state: ResourceState,
  changing: readonly string[],
): Promise<boolean> {
  const { id, inputs, outputs } = state;
  const unknown = Object.fromEntries(changing.map((property) => [property, unknownValue]));
  return steps.serve(state, [], async ({ handler, context }) => {
    const { changes } = await handler.diff(
      {
        id,
        oldInputs: inputs,
        oldOutputs: outputs,
        newInputs: { ...inputs, ...unknown },
        ignoreChanges: [],
      },
      context,
    );
    return Object.values(changes).some((change) => change.endsWith("-replace"));
  });
}
