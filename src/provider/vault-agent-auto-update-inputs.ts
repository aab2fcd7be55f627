import { asObject } from "../arm/errors";
import { portalAccountFindings } from "../azure/agent-update-owners";
import { resourceIdFindings, sameId } from "../azure/resource-id";
import {
  containsUnknown,
  isUnknown,
  type CallContext,
  type CheckFailure,
  type Properties,
  type PropertyChange,
} from "../plugin/handlers";
import { agentAutoUpdate } from "./agent-auto-update-block";
import { mappingType, vaultType } from "../arm/api";
import { defined, textOf } from "../arm/azure-object";
import { failureAt, toFailures, unknownPropertyFailures } from "./findings";
import { vaultOf } from "./replicated-machines";

const properties = ["vaultId", "agentAutoUpdate", "exceptMappingIds", "disableOnDelete"];

/** What the provider itself keeps beside a program's inputs: every mapping with what is asked of it. */
export const mappingsProperty = "mappings";

/** The inputs with their defaults, and what is wrong with those that are known. */
export function judgePlainly(
  newInputs: Properties,
  context: CallContext,
): { readonly inputs: Properties; readonly failures: CheckFailure[] } {
  // An import hands back what `read` answered.
  const own = defined({ ...newInputs, [mappingsProperty]: undefined });
  const vaultId = typeof own.vaultId === "string" ? own.vaultId.replace(/\/+$/, "") : own.vaultId;
  const inputs = defined({
    ...own,
    vaultId,
    agentAutoUpdate:
      own.agentAutoUpdate === undefined
        ? undefined
        : agentAutoUpdate.normalize(own.agentAutoUpdate),
    exceptMappingIds: exceptIdsOf(own.exceptMappingIds),
    disableOnDelete: own.disableOnDelete ?? false,
  });
  return {
    inputs,
    failures: [
      ...unknownPropertyFailures(inputs, properties),
      ...vaultFailures(vaultId, context),
      ...settingFailures(own.agentAutoUpdate, inputs.agentAutoUpdate, context),
      ...exceptFailures(inputs.exceptMappingIds, vaultId, context),
      ...switchFailures(inputs.disableOnDelete),
    ],
  };
}

/** The empty texts stand for mappings of other vaults that the program has. */
function exceptIdsOf(value: unknown): unknown {
  return Array.isArray(value) ? value.filter((id) => id !== "") : (value ?? []);
}

function vaultFailures(value: unknown, context: CallContext): CheckFailure[] {
  if (isUnknown(value)) {
    return [];
  }
  const text = textOf(value);
  return text === undefined
    ? [{ property: "vaultId", reason: "Give vaultId, the id of a Recovery Services vault." }]
    : toFailures(resourceIdFindings(text, "vaultId", vaultType), context);
}

/** What is left out switches nothing off. */
function settingFailures(
  given: unknown,
  normalized: unknown,
  context: CallContext,
): CheckFailure[] {
  if (isUnknown(given)) {
    return [];
  }
  return asObject(given)?.status === undefined
    ? [
        {
          property: "agentAutoUpdate",
          reason: 'Give agentAutoUpdate with its status, "Enabled" or "Disabled".',
        },
      ]
    : agentAutoUpdate.failures(normalized, context);
}

function exceptFailures(value: unknown, vaultId: unknown, context: CallContext): CheckFailure[] {
  const path = "exceptMappingIds";
  if (isUnknown(value)) {
    return [];
  }
  if (!Array.isArray(value)) {
    return [{ property: path, reason: `${path} must be a list of ids of container mappings.` }];
  }
  const vault = isUnknown(vaultId) ? undefined : textOf(vaultId);
  return value.flatMap((id: unknown, index) => {
    const at = `${path}[${index}]`;
    if (isUnknown(id)) {
      return [];
    }
    const text = textOf(id);
    if (text === undefined) {
      return [failureAt(at, "It must be the id of a container mapping.")];
    }
    const failures = toFailures(resourceIdFindings(text, at, mappingType), context);
    return failures.length > 0 || vault === undefined || sameId(vaultOf(text), vault)
      ? failures
      : [
          failureAt(
            at,
            `"${text}" is a mapping of another vault than "${vault}". Leave it out: this sets the mappings of one vault.`,
          ),
        ];
  });
}

function switchFailures(value: unknown): CheckFailure[] {
  return typeof value === "boolean" || isUnknown(value)
    ? []
    : [{ property: "disableOnDelete", reason: "disableOnDelete must be true or false." }];
}

/** Warns of what the portal does otherwise, when there is an account to choose. */
export function portalWarnings(
  oldInputs: Properties | undefined,
  inputs: Properties,
  context: CallContext,
): void {
  const { status, automationAccountId } = asObject(inputs.agentAutoUpdate) ?? {};
  const before = asObject(oldInputs?.agentAutoUpdate);
  const [vaultId, account] = [textOf(inputs.vaultId), textOf(automationAccountId)];
  if (
    status === "Enabled" &&
    vaultId !== undefined &&
    account !== undefined &&
    !containsUnknown([vaultId, account]) &&
    textOf(before?.automationAccountId) !== account
  ) {
    const path = "agentAutoUpdate.automationAccountId";
    toFailures(portalAccountFindings({ vaultId, automationAccountId: account }, path), context);
  }
}

/** The ids of mappings that are left to others; those that are unknown are left out. */
export function exceptIdsIn(inputs: Properties): string[] {
  const { exceptMappingIds } = inputs;
  return Array.isArray(exceptMappingIds)
    ? exceptMappingIds.flatMap((id: unknown) => (isUnknown(id) ? [] : (textOf(id) ?? [])))
    : [];
}

/** Every path in which inputs differ. */
export function changesOf(before: Properties, after: Properties): Record<string, PropertyChange> {
  const changes: Record<string, PropertyChange> = {};
  const [oldVault, newVault] = [textOf(before.vaultId), textOf(after.vaultId)];
  if (isUnknown(after.vaultId)) {
    changes.vaultId = "update";
  } else if (oldVault !== undefined && newVault !== undefined && !sameId(oldVault, newVault)) {
    changes.vaultId = "update-replace";
  }
  Object.assign(changes, agentAutoUpdate.changes(before.agentAutoUpdate, after.agentAutoUpdate));
  if (containsUnknown(after.exceptMappingIds) || idsOf(before) !== idsOf(after)) {
    changes.exceptMappingIds = "update";
  }
  if ((before.disableOnDelete ?? false) !== after.disableOnDelete) {
    changes.disableOnDelete = "update";
  }
  return changes;
}

function idsOf(inputs: Properties): string {
  return JSON.stringify(
    exceptIdsIn(inputs)
      .map((id) => id.toLowerCase())
      .sort(),
  );
}

/** Every mapping that is asked for otherwise than before. */
export function mappingChanges(before: unknown, after: unknown): Record<string, PropertyChange> {
  const olds = byLowerCase(before);
  const news = byLowerCase(after);
  const changes: Record<string, PropertyChange> = {};
  for (const [key, { place, value }] of news) {
    const old = olds.get(key);
    if (old === undefined) {
      changes[mappingPath(place)] = "add";
    } else {
      for (const [path, change] of Object.entries(agentAutoUpdate.changes(old.value, value))) {
        changes[`${mappingPath(place)}${path.slice(agentAutoUpdate.name.length)}`] = change;
      }
    }
  }
  for (const [key, { place }] of olds) {
    if (!news.has(key)) {
      changes[mappingPath(place)] = "delete";
    }
  }
  return changes;
}

/** The path of a mapping's entry. */
export function mappingPath(place: string): string {
  return `${mappingsProperty}[${JSON.stringify(place)}]`;
}

function byLowerCase(
  value: unknown,
): Map<string, { readonly place: string; readonly value: unknown }> {
  return new Map(
    Object.entries(asObject(value) ?? {}).map(([place, each]) => [
      place.toLowerCase(),
      { place, value: each },
    ]),
  );
}
