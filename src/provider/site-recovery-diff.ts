import {
  containsUnknown,
  type CallContext,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type PropertyChange,
} from "../plugin/handlers";
import { textOf } from "../arm/azure-object";
import { valueAt } from "./existing-object";
import { describeMachines, machinesReplicatedBy } from "./replicated-machines";
import type { Session } from "./session";
import {
  capitalized,
  fixedProperties,
  type FixedProperty,
  type SiteRecoveryKind,
} from "./site-recovery-kind";

/**
 * Compares what was asked for with what is asked for now. Throws when the change would replicate
 * machines anew and that is not allowed.
 */
export async function diffInputs(
  kind: SiteRecoveryKind,
  session: Session,
  request: DiffRequest,
  context: CallContext,
): Promise<DiffResponse> {
  const { oldInputs, newInputs } = request;
  const name: FixedProperty = {
    name: kind.nameProperty,
    meaning: "a name",
    same: (left, right) => left.toLowerCase() === right.toLowerCase(),
    findings: () => [],
  };
  const changes: Record<string, PropertyChange> = {};
  const replacing: string[] = [];
  for (const property of [...fixedProperties(kind), name]) {
    const change = changeOf(property, oldInputs[property.name], newInputs[property.name], session);
    if (change !== undefined) {
      changes[property.name] = change;
      if (change !== "update" && !containsUnknown(newInputs[property.name])) {
        replacing.push(property.name);
      }
    }
  }
  const { changeable } = kind;
  if (changeable !== undefined) {
    const before = changeable.normalize(oldInputs[changeable.name]);
    const after = changeable.normalize(newInputs[changeable.name]);
    const below = changeable.changes(before, after);
    Object.assign(changes, below);
    replacing.push(...Object.keys(below).filter((path) => below[path]?.endsWith("-replace")));
  }
  const shown = withoutIgnored(changes, request.ignoreChanges);
  const chosen = replacing.filter((property) => property in shown);
  if (chosen.length > 0 && kind.replicates !== undefined) {
    await refuseReReplication(kind, session, request, { context, chosen });
  }
  if (Object.values(shown).some((change) => change.endsWith("-replace"))) {
    session.deployment.noteReplacement(request.id);
  }
  return { changes: shown, deleteBeforeReplace: true };
}

/**
 * A value that is not known yet is shown and replaces nothing, unless it is the id of an object that
 * this deployment is known to replace: then this one cannot stay either.
 */
function changeOf(
  property: FixedProperty,
  before: unknown,
  after: unknown,
  session: Session,
): PropertyChange | undefined {
  const old = textOf(before);
  if (containsUnknown(after)) {
    return old !== undefined && session.deployment.isReplaced(old) ? "update-replace" : "update";
  }
  const value = textOf(after);
  if (old === undefined || value === undefined) {
    return old === value ? undefined : "update-replace";
  }
  return property.same(old, value) ? undefined : "update-replace";
}

export function withoutIgnored(
  changes: Record<string, PropertyChange>,
  ignored: readonly string[],
): Record<string, PropertyChange> {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([path]) =>
        !ignored.some(
          (each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`),
        ),
    ),
  );
}

async function refuseReReplication(
  kind: SiteRecoveryKind,
  session: Session,
  request: DiffRequest,
  { context, chosen }: { readonly context: CallContext; readonly chosen: readonly string[] },
): Promise<void> {
  const allowed = request.newInputs.reReplicationAllowed;
  if (allowed === true || containsUnknown(allowed)) {
    return;
  }
  const change = `${capitalized(kind.noun)} "${request.id}" would be replaced, because ${describeChanges(request, chosen)}`;
  let machines: string[];
  try {
    const client = await session.client();
    machines = await machinesReplicatedBy(
      client,
      kind,
      { id: request.id, inputs: request.oldInputs },
      context.signal,
    );
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${change}, and it cannot be told how many machines that would replicate anew: ${reason} Set \`reReplicationAllowed: true\` to replace it all the same.`,
      { cause: error },
    );
  }
  if (machines.length > 0) {
    throw new Error(
      `${change}. That would replicate ${describeMachines(machines)} anew from the beginning, without recovery points until it is done. Set \`reReplicationAllowed: true\` to allow it.`,
    );
  }
}

function describeChanges(request: DiffRequest, properties: readonly string[]): string {
  const quote = (inputs: Properties, path: string) => JSON.stringify(valueAt(inputs, path) ?? null);
  return properties
    .map(
      (name) =>
        `${name} changes from ${quote(request.oldInputs, name)} to ${quote(request.newInputs, name)}`,
    )
    .join(" and ");
}
